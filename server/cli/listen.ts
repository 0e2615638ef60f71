/** The port of the server: tried before anything is made, and taken once all of it is ready. */
import { createServer } from 'node:net'
import type { FastifyInstance } from 'fastify'
import type { Config } from '../config.ts'
import { errorCode, StartupError } from '../platform/postgres/startup-error.ts'

/**
 * Takes the port and gives it back. Somebody else may take it until {@link listen} does.
 * @throws StartupError where it is taken, or not this user's to take
 */
export async function requireFreePort(config: Config): Promise<void> {
  await takeAndGiveBack(config).catch((error: unknown): never => {
    throw clearly(error, config)
  })
}

/**
 * Refuses an address where a start could not listen. A port that is taken may be so by the installation's own server.
 * @throws StartupError where this machine has no such address, or the port is not this user's to take
 */
export async function requireAddress(config: Config): Promise<void> {
  await takeAndGiveBack(config).catch((error: unknown) => {
    if (errorCode(error) !== portTaken) throw clearly(error, config)
  })
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

async function takeAndGiveBack({ port, host }: Config): Promise<void> {
  const attempt = createServer()
  await new Promise<void>((resolve, reject) => {
    attempt.once('error', reject).listen({ port, host }, resolve)
  })
  await new Promise((resolve) => attempt.close(resolve))
}

const portTaken = 'EADDRINUSE'

function clearly(error: unknown, { port, host }: Pick<Config, 'port' | 'host'>): unknown {
  const code = errorCode(error)
  if (code === portTaken) return new StartupError(`The port ${port} is taken; set PORT to another one.`)
  if (code === 'EACCES')
    return new StartupError(`The port ${port} may not be used by this user; set PORT to one above 1023.`)
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return new StartupError(`This machine has no address ${host}; set HOST to one of its own.`)
  return error
}
