import { once } from 'node:events'
import http, { type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type { FastifyInstance } from 'fastify'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createServer } from '../platform/http/server.ts'
import { createLog } from '../platform/log.ts'
import { drain } from './drain.ts'

let app: FastifyInstance
let port: number
let release: () => void
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 })

beforeEach(async () => {
  const requestLimit = { perMinute: 0, knownCaller: () => null }
  app = await createServer({ logger: createLog('silent'), trustProxy: 0, secure: false, requestLimit })
  app.get('/quick', async () => ({}))
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  app.get('/slow', async () => {
    await released
    return {}
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
  port = (app.server.address() as AddressInfo).port
})
afterEach(async () => {
  release()
  agent.destroy()
  await app.close()
})

async function ask(path: string) {
  const request = http.get({ host: '127.0.0.1', port, path, agent })
  const [answer] = (await once(request, 'response')) as [IncomingMessage]
  await text(answer)
  return { status: answer.statusCode, connection: answer.headers.connection, isKept: request.reusedSocket }
}

it('answers once more on a connection that was kept, and says that it ends with that', async () => {
  expect(await ask('/quick')).toMatchObject({ status: 200, connection: 'keep-alive' })
  const drained = drain(app)
  expect(await ask('/quick')).toEqual({ status: 200, connection: 'close', isKept: true })
  await drained
  await expect(ask('/quick')).rejects.toThrow('ECONNREFUSED')
})

it('says so of what was asked before, too', async () => {
  const asked = once(app.server, 'request')
  const slow = ask('/slow')
  await asked
  const drained = drain(app)
  await expect.poll(() => app.server.listening).toBe(false)
  release()
  expect(await slow).toMatchObject({ status: 200, connection: 'close' })
  await drained
})
