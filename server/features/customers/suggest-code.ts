import { codeKey, isReservedCode, suggestCode } from '@tenantry/contract/fields/codes.ts'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
import { AppError } from '../../platform/errors.ts'
import { findAnyTakenCodes } from './customers.queries.ts'

const batch = 25
/** Attempts that are tried one by one; what follows leaps, so that a hundred thousand codes of one form cost no more. */
const inOrder = 50
const leaps = 12
const mostAttempts = 99_999

/**
 * Finds a free code for a name: the first of the form while few are taken, then one that lies further and further on.
 * Codes of organizations that the caller cannot see count as well; somebody may still be quicker, so whoever writes it
 * must be ready to ask for the next one.
 * @param after attempts to skip, because they turned out to be taken
 * @returns the code and the attempt that made it
 * @throws code_unavailable (409) when none is found
 */
export async function findFreeCode(
  tx: TenantTransaction,
  scopeId: string,
  name: string,
  after = 0,
): Promise<{ code: string; attempt: number }> {
  for (const attempts of attemptsAfter(after)) {
    const candidates = attempts
      .map((attempt) => ({ attempt, code: suggestCode(name, attempt) }))
      .filter(({ code }) => !isReservedCode(code))
    const taken = await findAnyTakenCodes(
      tx,
      scopeId,
      candidates.map(({ code }) => codeKey(code)),
    )
    const free = candidates.find(({ code }) => !taken.has(codeKey(code)))
    if (free) return free
  }
  throw new AppError('code_unavailable')
}

/**
 * What to skip when the code of an attempt turned out to be taken by something invisible: past the first ones, as much
 * again, since whoever sees little would otherwise try all codes one by one.
 */
export function skipAfter(attempt: number): number {
  return attempt <= inOrder ? attempt : 2 * attempt
}

/** Batches of attempts: one after the other at first, then starting at twice the last with a chance in it. */
function* attemptsAfter(after: number): Generator<number[]> {
  let start = after + 1
  for (let step = 0; step < leaps && start <= mostAttempts; step++) {
    yield Array.from({ length: batch }, (_, index) => start + index).filter((attempt) => attempt <= mostAttempts)
    start = start + batch <= inOrder ? start + batch : 2 * start + batch + Math.floor(Math.random() * start)
  }
}
