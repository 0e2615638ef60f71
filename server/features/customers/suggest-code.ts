import { codeKey, isReservedCode, suggestCode } from '@tenantry/contract/fields/codes.ts'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
import { AppError } from '../../platform/errors.ts'
import { findTakenCodes } from './customers.queries.ts'

const batch = 25
const batches = 8

/**
 * Finds a free code for a name. Codes of organizations that the caller cannot see may still be taken, so whoever
 * inserts it must be ready to ask for the next one.
 * @param after attempts to skip, because they turned out to be taken
 * @returns the code and the attempt that made it
 * @throws code_unavailable (409) when hundreds of codes of this form are taken
 */
export async function findFreeCode(
  tx: TenantTransaction,
  scopeId: string,
  name: string,
  after = 0,
): Promise<{ code: string; attempt: number }> {
  for (let start = after + 1; start <= after + batch * batches; start += batch) {
    const attempts = Array.from({ length: batch }, (_, index) => start + index)
    const candidates = attempts
      .map((attempt) => ({ attempt, code: suggestCode(name, attempt) }))
      .filter(({ code }) => !isReservedCode(code))
    const taken = await findTakenCodes(
      tx,
      scopeId,
      candidates.map(({ code }) => codeKey(code)),
    )
    const free = candidates.find(({ code }) => !taken.has(codeKey(code)))
    if (free) return free
  }
  throw new AppError('code_unavailable')
}
