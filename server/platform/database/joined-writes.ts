import type { Socket } from 'node:net'
import type { ClientBase } from 'pg'

/**
 * Sends the statements that a connection is given at one moment in one write: a write for each of them costs more than
 * many of the statements themselves. What waits goes out as soon as the work at hand pauses.
 */
export function joinWrites(client: ClientBase): void {
  const { stream } = (client as ClientBase & { connection: { stream: Socket } }).connection
  const write = stream.write.bind(stream) as (...args: unknown[]) => boolean
  let isHeld = false
  const held = (...args: unknown[]): boolean => {
    if (!isHeld) {
      isHeld = true
      stream.cork()
      whenPromisesRest(() => {
        isHeld = false
        stream.uncork()
      })
    }
    return write(...args)
  }
  Object.assign(stream, { write: held })
}

/** A commit follows its statements some promises later, in the tick after the one that they were asked for in. */
function whenPromisesRest(act: () => void): void {
  process.nextTick(() => queueMicrotask(() => process.nextTick(act)))
}
