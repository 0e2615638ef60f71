import { EventEmitter, once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import http, { type IncomingMessage } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import type { FastifyInstance } from 'fastify'
import pino from 'pino'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { AppError } from '../errors.ts'
import { createLog } from '../log.ts'
import { createServer } from './server.ts'
import { serveWeb } from './web-assets.ts'

let app: FastifyInstance | undefined
afterEach(() => app?.close())

async function server({ trustProxy = 0, perMinute = 0 } = {}): Promise<FastifyInstance> {
  app = await createServer({
    logger: createLog('silent'),
    trustProxy,
    secure: false,
    requestLimit: { perMinute, knownCaller: () => null },
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
  const limited = await server({ perMinute: 2 })
  const statuses: number[] = []
  for (const url of ['/api/v1/address', '/api/v1/address', '/api/v1/address', 'http://other.example/api/v1/address'])
    statuses.push((await limited.inject({ url })).statusCode)
  expect(statuses).toEqual([200, 200, 429, 429])
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

it('serves the parts of the app by their names alone: nothing beside them, nothing hidden, and no error of ours', async () => {
  const dir = await mkdtemp(path.join(os.tmpdir(), 'assets'))
  await mkdir(path.join(dir, 'web', 'assets', 'folder'), { recursive: true })
  const files = { 'secret.txt': 's', 'web/index.html': 'page', 'web/icon.svg': '<svg/>', 'web/assets/.hidden': 'h' }
  const parts = { 'web/assets/part-1.js': 'whole', 'web/assets/part-1.js.br': 'short' }
  for (const [name, content] of Object.entries({ ...files, ...parts })) await writeFile(path.join(dir, name), content)
  const web = await server()
  await serveWeb(web, path.join(dir, 'web'))
  await web.listen({ port: 0, host: '127.0.0.1' })
  const { port } = web.server.address() as AddressInfo
  const ask = async (url: string, headers = {}, method = 'GET') => {
    const { statusCode, headers: said, body } = await raw(port, url, { headers, method })
    return [statusCode, said['cache-control'], said.vary, said['content-encoding'], body]
  }
  const aYear = 'public, max-age=31536000, immutable'
  expect(await ask('/assets/part-1.js')).toEqual([200, aYear, 'accept-encoding', undefined, 'whole'])
  expect(await ask('/assets/part-1.js', {}, 'HEAD')).toEqual([200, aYear, 'accept-encoding', undefined, ''])
  expect(await ask('/assets/part-1.js', { 'accept-encoding': 'br' })).toEqual([
    200,
    aYear,
    'accept-encoding',
    'br',
    'short',
  ])
  for (const range of ['bytes=1-2', 'bytes=99-'])
    expect((await ask('/assets/part-1.js', { range })).slice(0, 1)).toEqual([200])
  expect(await ask('/icon.svg')).toEqual([200, 'no-cache', 'accept-encoding', undefined, '<svg/>'])
  expect((await ask('/assets/part-1.js', { 'if-match': '"other"' }))[0]).toBe(412)
  const ways = [
    '../secret.txt',
    '..%2f..%2fsecret.txt',
    '%2e%2e/index.html',
    '..%5c..%5csecret.txt',
    '%00',
    '//etc/passwd',
  ]
  for (const name of ['', 'folder', 'folder/', '.hidden', 'none.js', ...ways]) {
    const [status, caching, , , body] = await ask(`/assets/${name}`)
    expect([name, status, caching]).toEqual([name, 404, 'no-store'])
    expect(JSON.parse(String(body)).code).toBe('not_found')
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
  await web.listen({ port: 0, host: '127.0.0.1' })
  const { port } = web.server.address() as AddressInfo
  const answered = async (url: string) => (await raw(port, url)).statusCode
  for (const url of ['/api/v1/nothing', 'http://other.example/api/v1/nothing', '/api', '/API/v1/address', '/Api?q=a'])
    expect([url, await answered(url)]).toEqual([url, 404])
  for (const url of [
    '/',
    '/apiary',
    'http://other.example',
    'HTTP://other.example?q=/api/',
    'http://a.example/api/v1/address',
  ])
    expect([url, await answered(url)]).toEqual([url, 200])
  await rm(dir, { recursive: true })
})

it('tells that a page of the app is only read, and that there are no other addresses', async () => {
  const dir = await mkdtemp(path.join(os.tmpdir(), 'assets'))
  await writeFile(path.join(dir, 'index.html'), '<html lang="en"></html>')
  const web = await server()
  const answered = async (method: 'POST' | 'OPTIONS' | 'DELETE', url: string) => {
    const { statusCode, headers } = await web.inject({ method, url })
    return [statusCode, headers.allow]
  }
  await serveWeb(web, dir)
  for (const method of ['POST', 'OPTIONS', 'DELETE'] as const) {
    expect(await answered(method, '/customers?q=a')).toEqual([405, 'GET, HEAD'])
    for (const url of ['/api/v1/nothing', '/assets/none', '/none.php'])
      expect(await answered(method, url)).toEqual([404, undefined])
  }
  await rm(dir, { recursive: true })
})

describe('what cannot be read as a request', () => {
  const head = 'POST /api/v1/address HTTP/1.1\r\nHost: localhost\r\n'

  it.each([
    ['garbage', 'garbage\r\n\r\n', 400],
    ['two lengths of its body', `${head}Content-Length: 1\r\nContent-Length: 2\r\n\r\n{}`, 400],
    ['a length and chunks', `${head}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`, 400],
    ['a folded header', `${head}X: a\r\n b\r\n\r\n`, 400],
    ['headers without end', `${head}X: ${'x'.repeat(20_000)}\r\n\r\n`, 413],
    ['chunks with long remarks', `${head}Transfer-Encoding: chunked\r\n\r\n1;${'x'.repeat(20_000)}\r\n`, 413],
  ])('is answered like every other error, and the connection ends: %s', async (_, sent, status) => {
    const answer = await exchange(await listening(await server()), sent)
    const [headers = '', body = ''] = answer.split('\r\n\r\n')
    expect(headers).toContain(`HTTP/1.1 ${status} `)
    for (const header of ['application/problem+json', 'nosniff', 'cache-control: no-store', 'connection: close'])
      expect(headers).toContain(header)
    expect(JSON.parse(body)).toMatchObject({ status, requestId: /x-request-id: (\S+)/.exec(headers)?.[1] })
  })

  it('is told so when it does not arrive in time', async () => {
    const slow = await server()
    const socket = { destroyed: false, writable: true, end: vi.fn() }
    const error = Object.assign(new Error('Request timeout'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' })
    slow.server.emit('clientError', error, socket)
    expect(socket.end.mock.calls[0]?.[0]).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n.*"code":"request_timeout"/s)
  })
})

it('says while it closes that each answer is the last of its connection, and refuses what comes then like every other error', async () => {
  const closing = await server()
  const slow = new EventEmitter()
  const [begun, released, refusing] = [once(slow, 'begun'), once(slow, 'released'), once(slow, 'refusing')]
  closing.get('/api/v1/slow', async () => {
    slow.emit('begun')
    await released
    return {}
  })
  closing.addHook('preClose', async () => void slow.emit('refusing'))
  const port = await listening(closing)
  const waiting = connect(port, '127.0.0.1')
  await once(waiting, 'connect')
  const socket = connect(port, '127.0.0.1')
  const [everything, refusal] = [text(socket), text(waiting)]
  const get = (address: string) => `GET ${address} HTTP/1.1\r\nHost: localhost\r\n\r\n`
  socket.write(get('/api/v1/slow'))
  await begun
  const closed = closing.close()
  await refusing
  const seen = once(closing.server, 'request')
  waiting.write(get('/api/v1/address'))
  await seen
  slow.emit('released')
  expect(await everything).toMatch(/^HTTP\/1\.1 200 .*connection: close/is)
  const [headers = '', body = ''] = (await refusal).split('\r\n\r\n')
  expect(headers).toMatch(/^HTTP\/1\.1 503 /)
  for (const header of ['application/problem+json', 'nosniff', 'cache-control: no-store', 'connection: close'])
    expect(headers).toContain(header)
  expect(JSON.parse(body)).toMatchObject({
    code: 'unavailable',
    status: 503,
    requestId: /x-request-id: (\S+)/.exec(headers)?.[1],
  })
  await closed
})

it('says that the header Host is missing', async () => {
  const sent = 'GET /api/v1/address HTTP/1.1\r\nConnection: close\r\n\r\n'
  const [headers, body] = (await exchange(await listening(await server()), sent)).split('\r\n\r\n')
  expect(headers).toMatch(/^HTTP\/1\.1 400 .*application\/problem\+json/is)
  expect(JSON.parse(body ?? '')).toMatchObject({ code: 'malformed_request', detail: 'The header Host is missing' })
})

it('says in the form of every other error that it makes no tunnels, and which header it cannot follow', async () => {
  const port = await listening(await server())
  for (const sent of [
    'CONNECT other.example:80 HTTP/1.1\r\nHost: other.example:80\r\n\r\n',
    'GET /api/v1/address HTTP/1.1\r\nHost: localhost\r\nExpect: 200-ok\r\nConnection: close\r\n\r\n',
  ]) {
    const [headers = '', body = ''] = (await exchange(port, sent)).split('\r\n\r\n')
    expect(headers).toMatch(/^HTTP\/1\.1 400 .*application\/problem\+json/is)
    const problem = JSON.parse(body)
    expect(problem).toMatchObject({ status: 400, code: 'malformed_request' })
    expect(problem.detail).toMatch(/CONNECT|Expect/)
  }
  const { statusCode } = await raw(port, '/api/v1/address', { headers: { expect: '100-continue' } })
  expect(statusCode).toBe(200)
})

it('refuses query parameters of the API that are not percent-encoded UTF-8, and reads those of a page as they are', async () => {
  const app = await server()
  app.get('/page', async () => ({}))
  const port = await listening(app)
  const answered = async (query: string, path = '/api/v1/address') => {
    const sent = `GET ${path}?${query} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`
    const [headers = '', body = ''] = (await exchange(port, sent)).split('\r\n\r\n')
    return [query, Number(headers.split(' ')[1]), JSON.parse(body).code]
  }
  for (const query of [
    'q=%ff',
    'q=M%FCller',
    'q=%c0%af',
    'q=%ed%a0%80',
    '%ff=a',
    'a=1&q=100%',
    'q=%zz',
    'q=?%ff',
    'q=Müller',
  ])
    expect(await answered(query)).toEqual([query, 400, 'malformed_request'])
  for (const query of ['', 'q=M%C3%BCller', 'q=100%25', 'q=a+b', 'q=%F0%9F%98%80', 'q=%00', 'filter[name][in][]=x'])
    expect(await answered(query)).toEqual([query, 200, undefined])
  expect(await answered('q=%ff', '/page')).toEqual(['q=%ff', 200, undefined])
})

it.each([
  ['{"name":"x","location":{"__proto__":{"name":"y"}}}', 'location.__proto__'],
  ['{"items":[1,{"constructor":{"prototype":{}}}]}', 'items.1.constructor.prototype'],
  [`${'{"a":'.repeat(50_000)}{"\\u005f_proto__":1}${'}'.repeat(50_000)}`, 'a.a.a'],
])('says which member of JSON reaches for a prototype: %#', async (payload, member) => {
  const app = await server()
  app.post('/api/v1/posted', async () => ({}))
  const headers = { 'content-type': 'application/json' }
  const answer = await app.inject({ method: 'POST', url: '/api/v1/posted', headers, payload })
  expect([answer.statusCode, answer.json().code]).toEqual([400, 'malformed_request'])
  expect(answer.json().detail).toContain(`A member called ${member}`)
})

it('tells who is not signed in how to be', async () => {
  const app = await server()
  app.get('/api/v1/own', async () => {
    throw new AppError('not_signed_in')
  })
  const { statusCode, headers } = await app.inject('/api/v1/own')
  expect([statusCode, headers['www-authenticate']]).toEqual([401, 'Bearer'])
})

it('warns of nothing when a client goes away amid its request', async () => {
  const lines: string[] = []
  const logger = pino({ level: 'warn' }, { write: (line) => void lines.push(line) })
  app = await createServer({
    logger,
    trustProxy: 0,
    secure: false,
    requestLimit: { perMinute: 0, knownCaller: () => null },
  })
  app.post('/api/v1/posted', async () => ({}))
  const [begun, answered] = [new EventEmitter(), new EventEmitter()]
  app.addHook('onRequest', async () => void begun.emit('now'))
  app.addHook('onSend', async (_, { statusCode }) => void answered.emit('now', statusCode))
  const socket = connect(await listening(app), '127.0.0.1')
  const [beginning, ending] = [once(begun, 'now'), once(answered, 'now')]
  const headers = 'Host: localhost\r\nContent-Type: application/json\r\nContent-Length: 9'
  socket.write(`POST /api/v1/posted HTTP/1.1\r\n${headers}\r\n\r\n{"a"`)
  await beginning
  socket.destroy()
  expect(await ending).toEqual([400])
  expect(lines).toEqual([])
})

async function listening(running: FastifyInstance): Promise<number> {
  await running.listen({ port: 0, host: '127.0.0.1' })
  return (running.server.address() as AddressInfo).port
}

/** Sends bytes as they are; all that came back when the other side has hung up. */
async function exchange(port: number, sent: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  socket.write(sent)
  return text(socket)
}

/** A request whose path goes out as it is, which well-behaved clients would not send. */
async function raw(
  port: number,
  path: string,
  options: Pick<http.RequestOptions, 'method' | 'headers'> = {},
): Promise<IncomingMessage & { body: string }> {
  const request = http.request({ host: '127.0.0.1', port, path, agent: false, ...options }).end()
  const [answer] = (await once(request, 'response')) as [IncomingMessage]
  return Object.assign(answer, { body: await text(answer) })
}
