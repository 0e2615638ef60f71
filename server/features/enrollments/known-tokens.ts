import { AppError } from '../../platform/errors.ts'
import type { TokenRow } from './enrollments.queries.ts'

/** Past so many the one that is known longest is forgotten. */
const mostKnown = 10_000

/**
 * The tokens that were good before, so that whoever reports every few minutes is not looked up each time. What a token is
 * stays as it is for as long as it lives; whether it still lives, and what it may still do, is read under the lock of its
 * organization each time.
 */
export class KnownTokens {
  readonly #rows = new Map<string, TokenRow>()

  /**
   * Works with a token as it was known, and once more as it is found now where it turns out to be gone from there: a merge
   * has put it elsewhere, or nobody has it any more.
   * @param find throws not_signed_in where there is none
   * @param work throws not_signed_in where the token is gone
   */
  async use<Result>(
    hash: Buffer,
    find: () => Promise<TokenRow>,
    work: (token: TokenRow) => Promise<Result>,
  ): Promise<Result> {
    const key = hash.toString('base64')
    const known = this.#rows.get(key)
    if (known) {
      try {
        return await work(known)
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'not_signed_in') throw error
        this.#rows.delete(key)
      }
    }
    const found = await find()
    const result = await work(found)
    this.#keep(key, found)
    return result
  }

  #keep(key: string, row: TokenRow): void {
    const [oldest] = this.#rows.size < mostKnown ? [] : this.#rows.keys()
    if (oldest !== undefined) this.#rows.delete(oldest)
    this.#rows.set(key, row)
  }
}
