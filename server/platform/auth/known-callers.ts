import type { Caller } from './caller.ts'

/** As many are remembered as buckets of requests are. */
const mostKnown = 10_000

/**
 * Whose credentials were good the last time, so that a request is counted for its person or their keys before the database is
 * asked. Nobody is let in by this, and what never was good is not in it: whoever makes credentials up is counted by address.
 */
export class KnownCallers {
  readonly #names = new Map<string, string>()

  /**
   * `user <account id>`, or `keys of <account id>`, however many those are; null where the credential was never good, or
   * not the last time.
   */
  nameOf(credentialHash: string): string | null {
    return this.#names.get(credentialHash) ?? null
  }

  /** Takes note of what a credential was good for; past ten thousand the one that is known longest is forgotten. */
  note(credentialHash: string, caller: Caller | null): void {
    if (!caller) this.#names.delete(credentialHash)
    else if (!this.#names.has(credentialHash)) this.#add(credentialHash, caller)
  }

  #add(credentialHash: string, { apiKey, accountId }: Caller): void {
    const [oldest] = this.#names.size < mostKnown ? [] : this.#names.keys()
    if (oldest !== undefined) this.#names.delete(oldest)
    this.#names.set(credentialHash, `${apiKey ? 'keys of' : 'user'} ${accountId}`)
  }
}
