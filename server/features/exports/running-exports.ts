import { mostExportsAtOnce } from '@tenantry/contract/exports.ts'
import { AppError } from '../../platform/errors.ts'

const running = new Map<string, number>()

/**
 * Counts a file that somebody takes out, in this process.
 * @returns to be called once it is over
 * @throws rate_limited (429) for more at the same time than one person may take out
 */
export function beginExport(membershipId: string): () => void {
  const others = running.get(membershipId) ?? 0
  if (others >= mostExportsAtOnce)
    throw new AppError('rate_limited', {
      detail: `At most ${mostExportsAtOnce} files at the same time`,
      params: { retryAfterSeconds: 30 },
    })
  running.set(membershipId, others + 1)
  let isOver = false
  return () => {
    if (isOver) return
    isOver = true
    const left = (running.get(membershipId) ?? 1) - 1
    if (left > 0) running.set(membershipId, left)
    else running.delete(membershipId)
  }
}
