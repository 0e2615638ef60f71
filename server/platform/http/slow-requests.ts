import type { FastifyInstance } from 'fastify'

/** How long a request may take to arrive: a file of 64 MB needs nine minutes on a line of one megabit a second. */
export const arrivalMs = { file: 600_000, other: 60_000 }

/** Breaks off what arrives too slowly and is no file; for files the server itself has its limit. */
export function limitSlowRequests(app: FastifyInstance): void {
  app.addHook('onRequest', async ({ raw, routeOptions: { config } }, reply) => {
    const { headers } = raw
    if (headers['content-length'] === undefined && headers['transfer-encoding'] === undefined) return
    const timer = setTimeout(() => {
      if (raw.complete) return
      // Refused before all of it was there, as of whoever may not send a file: nobody waits for the rest.
      if (reply.sent) return void raw.destroy()
      if ((config as { takesFile?: boolean } | undefined)?.takesFile) return
      // As the server itself does with what takes longer than its limit.
      const error = Object.assign(new Error('The request takes too long'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' })
      app.server.emit('clientError', error, raw.socket)
      raw.socket.destroySoon()
    }, arrivalMs.other)
    raw.once('close', () => clearTimeout(timer))
  })
}
