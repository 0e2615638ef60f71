import type { Server } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'

const patienceMs = 8_000
const farewellMs = 500
const lookEveryMs = 50

/**
 * Tells who keeps a connection open that it ends, takes no more connections, lets requests under way be answered, and cuts
 * off what takes longer than eight seconds.
 */
export async function drain(app: FastifyInstance): Promise<void> {
  await sayFarewell(app.server)
  // A connection that is kept alive becomes idle only when its answer is out.
  const idle = setInterval(() => app.server.closeIdleConnections(), lookEveryMs)
  const deadline = setTimeout(() => app.server.closeAllConnections(), patienceMs)
  try {
    await app.close()
  } finally {
    clearInterval(idle)
    clearTimeout(deadline)
  }
}

/** Whoever asks at the moment when an idle connection is closed gets no answer: for a while each answer is told to be the last. */
async function sayFarewell(server: Server): Promise<void> {
  server.prependListener('request', (_, answer) => answer.setHeader('connection', 'close'))
  const end = performance.now() + farewellMs
  while (performance.now() < end && (await openConnections(server)) > 0) await sleep(lookEveryMs)
}

function openConnections(server: Server): Promise<number> {
  return new Promise((resolve) => server.getConnections((error, count) => resolve(error ? 0 : count)))
}
