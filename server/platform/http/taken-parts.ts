import { Readable } from 'node:stream'

/** What is being sent keeps a place that others wait for, so nobody keeps it longer without taking anything. */
const stalledAfterMs = 60_000

/**
 * An answer that is sent part by part, read no faster than it is taken. It breaks off when nobody takes the next part for
 * a minute.
 */
export function takenParts<Part>(parts: AsyncIterable<Part>, mostMs = stalledAfterMs): Readable {
  async function* watched() {
    for await (const part of parts) {
      const timer = setTimeout(() => sent.destroy(new TypeError('Nobody takes the answer')), mostMs).unref()
      try {
        yield part
      } finally {
        clearTimeout(timer)
      }
    }
  }
  const sent = Readable.from(watched())
  return sent
}
