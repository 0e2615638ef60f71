import type { ReturnedMail } from '@tenantry/contract/mails.ts'
import { AppError } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { seesOrganization } from '../organizations/public.ts'
import { isInternalTo } from '../own-side/public.ts'
import { findReturned } from './mails.queries.ts'

/**
 * Lists the addresses that mails about a customer came back from, each once, and to which none has gone since.
 * @throws not_found (404) when the caller cannot see the customer, and for its own people
 */
export async function listReturnedMails(
  { tx, caller }: CallContext,
  organizationId: string,
): Promise<{ items: ReturnedMail[] }> {
  if (isInternalTo(caller, organizationId) || !(await seesOrganization(tx, organizationId)))
    throw new AppError('not_found')
  const rows = await findReturned(tx, organizationId)
  return {
    items: rows.map((row) => ({
      address: row.to_address,
      subject: row.subject,
      reason: row.last_error ?? '',
      returnedAt: row.updated_at.toISOString(),
    })),
  }
}
