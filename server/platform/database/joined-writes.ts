import type { Socket } from 'node:net'
import type { ClientBase } from 'pg'

/**
 * Sends the statements that a connection is given at one moment in one write: a write for each of them, or for each of the
 * four messages that one is made of, costs more than many of the statements themselves. What waits goes out as soon as
 * the work at hand pauses.
 */
export function joinWrites(client: ClientBase): void {
  const { stream } = (client as ClientBase & { connection: { stream: Socket } }).connection
  const write = stream.write.bind(stream) as (...args: unknown[]) => boolean
  let waiting: Buffer[] = []
  const sendWaiting = () => {
    const messages = waiting
    waiting = []
    if (messages.length > 0) write(Buffer.concat(messages))
  }
  const joined = (...args: unknown[]): boolean => {
    const [message, ...others] = args
    if (!Buffer.isBuffer(message) || others.length > 0) {
      // The last one of a connection, which waits to be told that it is out.
      sendWaiting()
      return write(...args)
    }
    if (waiting.push(message) === 1) whenPromisesRest(sendWaiting)
    return true
  }
  Object.assign(stream, { write: joined })
}

/** A commit follows its statements some promises later, in the tick after the one that they were asked for in. */
function whenPromisesRest(act: () => void): void {
  process.nextTick(() => queueMicrotask(() => process.nextTick(act)))
}
