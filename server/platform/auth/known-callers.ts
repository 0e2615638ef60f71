import { isDeepStrictEqual } from 'node:util'
import type { Caller } from './caller.ts'

/** As many are remembered as buckets of requests are. */
const mostKnown = 10_000

/**
 * Whom credentials were good for the last time: before the database is asked, a request is counted for its person or their
 * keys, and what it reads is read. Nobody is let in by this, and what never was good is not in it: whoever makes credentials
 * up is counted by address.
 */
export class KnownCallers {
  readonly #callers = new Map<string, Caller>()

  /** Null where the credential was never good, or not the last time. */
  callerOf(credentialHash: string): Caller | null {
    return this.#callers.get(credentialHash) ?? null
  }

  /** `user <account id>`, or `keys of <account id>`, however many those are; null as {@link callerOf}. */
  nameOf(credentialHash: string): string | null {
    const caller = this.callerOf(credentialHash)
    return caller && `${caller.apiKey ? 'keys of' : 'user'} ${caller.accountId}`
  }

  /**
   * Takes note of whom a credential was good for; past ten thousand the one that is known longest is forgotten.
   * @returns the caller, as the very object of the last time where nothing about it has changed
   */
  note(credentialHash: string, caller: Caller | null): Caller | null {
    const known = this.callerOf(credentialHash)
    if (caller && known && isDeepStrictEqual(caller, known)) return known
    if (caller) this.#keep(credentialHash, caller)
    else this.#callers.delete(credentialHash)
    return caller
  }

  #keep(credentialHash: string, caller: Caller): void {
    this.#callers.set(credentialHash, caller)
    const [oldest] = this.#callers.size > mostKnown ? this.#callers.keys() : []
    if (oldest !== undefined) this.#callers.delete(oldest)
  }
}
