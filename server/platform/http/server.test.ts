import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import http, { type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import type { FastifyInstance } from 'fastify'
import { afterEach, expect, it } from 'vitest'
import { createLog } from '../log.ts'
import { createServer } from './server.ts'
import { serveWeb } from './web-assets.ts'

let app: FastifyInstance | undefined
afterEach(() => app?.close())

async function server(options: { trustProxy?: number; requestsPerMinute?: number } = {}): Promise<FastifyInstance> {
  app = await createServer({
    logger: createLog('silent'),
    trustProxy: 0,
    secure: false,
    requestsPerMinute: 0,
    ...options,
  })
  app.get('/api/v1/address', async (request) => ({ address: request.ip }))
  return app
}

async function addressSeen(trustProxy: number, forwarded: string): Promise<string> {
  const answer = await (await server({ trustProxy })).inject({
    url: '/api/v1/address',
    headers: { 'x-forwarded-for': forwarded },
  })
  return answer.json().address
}

it('takes the address of the client from as many proxies as there are and no more', async () => {
  expect(await addressSeen(0, '203.0.113.7')).toBe('127.0.0.1')
  expect(await addressSeen(1, '203.0.113.7')).toBe('203.0.113.7')
  expect(await addressSeen(1, '<b>made up</b>, 203.0.113.7')).toBe('203.0.113.7')
  expect(await addressSeen(2, '<b>made up</b>, 203.0.113.7, 198.51.100.2')).toBe('203.0.113.7')
})

it('limits requests however their address is written', async () => {
  const limited = await server({ requestsPerMinute: 2 })
  const statuses: number[] = []
  for (const url of ['/api/v1/address', '/api/v1/address', '/api/v1/address', 'http://other.example/api/v1/address'])
    statuses.push((await limited.inject({ url })).statusCode)
  expect(statuses).toEqual([200, 200, 429, 429])
})

it('gives slow requests a minute and no more', async () => {
  expect((await server()).server.requestTimeout).toBe(60_000)
})

it('answers every address of the app with its page, also one that is no address', async () => {
  const dir = await mkdtemp(path.join(os.tmpdir(), 'assets'))
  await writeFile(path.join(dir, 'index.html'), '<html lang="en"></html>')
  const web = await server()
  await serveWeb(web, dir)
  await web.listen({ port: 0, host: '127.0.0.1' })
  for (const url of ['/', '/customers/1?tab=x', '//', '///', '//[']) {
    const answer = await raw((web.server.address() as AddressInfo).port, url)
    expect(answer.statusCode, url).toBe(200)
    expect(answer.headers['cache-control'], url).toBe('no-cache')
  }
  await rm(dir, { recursive: true })
})

it('knows the address of an operation by its methods also where every other address is one of the app', async () => {
  const dir = await mkdtemp(path.join(os.tmpdir(), 'assets'))
  await writeFile(path.join(dir, 'index.html'), '<html lang="en"></html>')
  const web = await server()
  web.post('/api/v1/only-posted', async () => ({}))
  await serveWeb(web, dir)
  const answers = [await web.inject('/api/v1/only-posted'), await web.inject({ method: 'PUT', url: '/api/v1/address' })]
  expect(answers.map(({ statusCode, headers }) => [statusCode, headers.allow])).toEqual([
    [405, 'POST'],
    [405, 'GET, HEAD'],
  ])
  expect((await web.inject('/api/v1/nothing')).statusCode).toBe(404)
  await rm(dir, { recursive: true })
})

/** A request whose path goes out as it is, which well-behaved clients would not send. */
function raw(port: number, path: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    http
      .get({ host: '127.0.0.1', port, path, agent: false }, (answer) => {
        answer.resume()
        resolve(answer)
      })
      .on('error', reject)
  })
}
