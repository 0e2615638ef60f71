/** The ids of a whole list in its order, 32 characters each, so that a million takes 32 MB and not three times that. */
export class ListIds {
  readonly #hex: string

  /** @param hex ids without their dashes, one behind the other */
  constructor(hex: string) {
    this.#hex = hex
  }

  /** How many there are. */
  get count(): number {
    return this.#hex.length / idLength
  }

  /** The ids in batches of at most so many. */
  *batches(size: number): Generator<string[], void> {
    for (let from = 0; from < this.count; from += size) {
      const to = Math.min(from + size, this.count)
      yield Array.from({ length: to - from }, (_, index) => this.#at(from + index))
    }
  }

  #at(index: number): string {
    const id = this.#hex.slice(index * idLength, (index + 1) * idLength)
    return `${id.slice(0, 8)}-${id.slice(8, 12)}-${id.slice(12, 16)}-${id.slice(16, 20)}-${id.slice(20)}`
  }
}

const idLength = 32
