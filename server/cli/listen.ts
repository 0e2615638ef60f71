/** The port of the server: tried before anything is made, and taken once all of it is ready. */
import { createServer } from 'node:net'
import type { FastifyInstance } from 'fastify'
import type { Config } from '../config.ts'
import { runningDatabase } from '../installation.ts'
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
 * Refuses an address where a start could not listen, unless the installation's own server does so already.
 * @throws StartupError where the port is taken or not this user's to take, or this machine has no such address
 */
export async function requireAddress(config: Config): Promise<void> {
  await takeAndGiveBack(config).catch(async (error: unknown) => {
    if (errorCode(error) !== portTaken || !(await isOwnServer(config))) throw clearly(error, config)
  })
}

/** Whether it is a server of Tenantry that has the port; of which database of one's own it is, it does not tell. */
async function isOwnServer({ port, host, databaseUrl, dataDir }: Config): Promise<boolean> {
  if (!databaseUrl && !(await runningDatabase(dataDir))) return false
  const reachable = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host
  const address = reachable.includes(':') ? `[${reachable}]` : reachable
  try {
    const answer = await fetch(`http://${address}:${port}/healthz`, { signal: AbortSignal.timeout(2_000) })
    return (await answer.text()) === '{"status":"ok"}'
  } catch {
    return false
  }
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
