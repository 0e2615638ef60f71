import type { FastifyInstance } from 'fastify'

const patienceMs = 8_000
const lookEveryMs = 50

/** Takes no more connections, lets requests under way be answered, and cuts off what takes longer than eight seconds. */
export async function drain(app: FastifyInstance): Promise<void> {
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
