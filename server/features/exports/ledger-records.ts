import type { LedgerRecord } from '@tenantry/contract/license-ledger-file.ts'
import { trialDevicesWord } from '@tenantry/contract/license-ledger-words.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { readLedger } from '../licenses/public.ts'
import { readPlaces } from './code-paths.ts'
import { inOrderOf } from './grouped.ts'

/** Reads rows of the license ledger in the order of their ids. */
export async function readLedgerRecords(context: CallContext, ids: readonly string[]): Promise<LedgerRecord[]> {
  const entries = inOrderOf(ids, await readLedger(context, ids))
  const places = await readPlaces(
    context,
    entries.map(({ organizationId }) => organizationId),
  )
  const { providerId } = context.caller.scope
  return entries.map(({ organizationId, type: _, typeName, usedAfter, ...entry }) => ({
    ...entry,
    customerCodes: places.customerCodes(organizationId),
    typeName: typeName ?? trialDevicesWord,
    usedAfter: entry.kind === 'limit' && (organizationId as string) === providerId ? null : usedAfter,
  }))
}
