/** What a command has opened so far: closed in reverse order, once, whoever asks. */
export class Opened {
  readonly #closers: (() => Promise<unknown>)[] = []
  #closing: Promise<void> | null = null

  add(close: () => Promise<unknown>): void {
    this.#closers.push(close)
  }

  /** Closes everything, also past a part that cannot be closed, and throws the first error. */
  close(): Promise<void> {
    this.#closing ??= this.#closeAll()
    return this.#closing
  }

  async #closeAll(): Promise<void> {
    const errors: unknown[] = []
    for (const close of this.#closers.reverse()) await close().catch((error: unknown) => errors.push(error))
    if (errors.length > 0) throw errors[0]
  }
}
