import type { IncomingMessage } from 'node:http'

const bounds = { bytes: 64 * 1_048_576, ms: 10_000 }

/**
 * Reads on what is still coming of a body that is refused, and forgets it: many clients read no answer before they have
 * sent everything, and would wait for ever for somebody who reads.
 * @returns whether the body is over; where it is not within the bounds, the connection has to end with the answer
 */
export function readOn(incoming: IncomingMessage, { bytes, ms } = bounds): Promise<boolean> {
  incoming.unpipe()
  if (incoming.readableEnded || incoming.destroyed) return Promise.resolve(true)
  return new Promise((resolve) => {
    let left = bytes
    const count = (chunk: Buffer) => {
      left -= chunk.length
      if (left < 0) done(false)
    }
    const done = (isOver: boolean) => {
      clearTimeout(timer)
      incoming.off('data', count).pause()
      resolve(isOver)
    }
    const timer = setTimeout(done, ms, false)
    incoming
      .once('end', () => done(true))
      .once('close', () => done(true))
      .on('data', count)
      .resume()
  })
}
