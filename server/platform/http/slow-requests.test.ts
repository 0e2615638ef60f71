import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { text } from 'node:stream/consumers'
import type { FastifyInstance } from 'fastify'
import { afterEach, expect, it, vi } from 'vitest'
import { AppError } from '../errors.ts'
import { createLog } from '../log.ts'
import { createServer } from './server.ts'

let app: FastifyInstance
afterEach(async () => {
  vi.useRealTimers()
  await app.close()
})

/** A server that has been sent the beginning of what should come, and somebody who sends the rest later. */
async function begun(path: string, connection = 'close') {
  app = await createServer({
    logger: createLog('silent'),
    trustProxy: 0,
    secure: false,
    requestLimit: { perMinute: 0, knownCaller: () => null },
  })
  app.post('/api/v1/things', async () => 'taken')
  void app.register(async (corner) => {
    corner.removeAllContentTypeParsers()
    corner.addContentTypeParser('*', (_request, _payload, done) => done(null))
    corner.post('/api/v1/files', { config: { takesFile: true } as object }, async ({ raw }) => text(raw))
    corner.post('/api/v1/refused', { config: { takesFile: true } as object }, async () => {
      throw new AppError('not_signed_in')
    })
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1')
  const request = once(app.server, 'request')
  const headers = `Host: localhost\r\nConnection: ${connection}\r\nContent-Type: application/json\r\nContent-Length: 4`
  socket.write(`POST ${path} HTTP/1.1\r\n${headers}\r\n\r\n"a`)
  await request
  return { socket, answer: text(socket) }
}

it('what is sent has a minute to arrive, and is told so', async () => {
  const { socket, answer } = await begun('/api/v1/things')
  await vi.advanceTimersByTimeAsync(59_000)
  expect(socket.closed).toBe(false)
  await vi.advanceTimersByTimeAsync(2_000)
  expect(await answer).toMatch(/^HTTP\/1\.1 408 .*"code":"request_timeout"/s)
})

it('what has arrived is answered, however long that takes', async () => {
  const { socket, answer } = await begun('/api/v1/things')
  socket.write('b"')
  expect(await answer).toMatch(/^HTTP\/1\.1 200 /)
  expect(vi.getTimerCount()).toBe(0)
})

it('a file on a slow line has ten minutes', async () => {
  const { socket, answer } = await begun('/api/v1/files')
  await vi.advanceTimersByTimeAsync(500_000)
  socket.write('b"')
  expect(await answer).toMatch(/^HTTP\/1\.1 200 .*"ab"/s)
  expect(app.server).toMatchObject({ headersTimeout: 60_000, requestTimeout: 600_000 })
})

it('a file that was refused has a minute to end', async () => {
  const { socket, answer } = await begun('/api/v1/refused', 'keep-alive')
  await once(socket, 'data')
  await vi.advanceTimersByTimeAsync(59_000)
  expect(socket.closed).toBe(false)
  await vi.advanceTimersByTimeAsync(2_000)
  vi.useRealTimers()
  await vi.waitFor(() => expect(socket.closed).toBe(true))
  expect(await answer).toMatch(/^HTTP\/1\.1 401 (?!.*HTTP)/s)
})
