/** The port of the server: tried before anything is made, and taken once all of it is ready. */
import { createServer } from 'node:net'
import type { FastifyInstance } from 'fastify'
import type { Config } from '../config.ts'
import { StartupError } from '../platform/postgres/startup-error.ts'

/**
 * Takes the port and gives it back. Somebody else may take it until {@link listen} does.
 * @throws StartupError where it is taken, or not this user's to take
 */
export async function requireFreePort({ port, host }: Config): Promise<void> {
  const attempt = createServer()
  await new Promise<void>((resolve, reject) => {
    attempt.once('error', reject).listen({ port, host }, resolve)
  }).catch((error: unknown): never => {
    throw clearly(error, { port, host })
  })
  await new Promise((resolve) => attempt.close(resolve))
}

/**
 * Takes the port for good.
 * @returns the address where the app listens
 * @throws StartupError where it is taken, or not this user's to take
 */
export async function listen(app: FastifyInstance, { port, host }: Config): Promise<string> {
  return app.listen({ port, host }).catch((error: unknown): never => {
    throw clearly(error, { port, host })
  })
}

function clearly(error: unknown, { port, host }: Pick<Config, 'port' | 'host'>): unknown {
  const { code } = error as { code?: string }
  if (code === 'EADDRINUSE') return new StartupError(`The port ${port} is taken; set PORT to another one.`)
  if (code === 'EACCES')
    return new StartupError(`The port ${port} may not be used by this user; set PORT to one above 1023.`)
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return new StartupError(`This machine has no address ${host}; set HOST to one of its own.`)
  return error
}
