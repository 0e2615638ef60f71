import { EventEmitter, once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { createImport } from '@tenantry/contract/imports.ts'
import Fastify, { type FastifyInstance } from 'fastify'
import { afterEach, expect, it, vi } from 'vitest'
import { z } from 'zod'
import type { Caller } from '../auth/caller.ts'
import { systemClock } from '../clock/clock.ts'
import { TenantDatabase } from '../database/tenant-database.ts'
import { AppError } from '../errors.ts'
import { systemScope } from '../tenancy/scope.ts'
import { registerRoutes } from './register-routes.ts'
import type { UploadRoute } from './route.ts'
import { limitSlowRequests } from './slow-requests.ts'

let app: FastifyInstance
afterEach(async () => {
  vi.useRealTimers()
  await app.close()
})

const provider = '01900000-0000-7000-8000-000000000001'
const caller = { kind: 'api_key', scope: systemScope(provider), permissions: new Set() } as unknown as Caller

/** Sends the beginning of a file to a server that takes files in. */
async function sendPart(receive: UploadRoute['receive'], authenticate = async () => caller, codes: string[] = []) {
  app = Fastify()
  limitSlowRequests(app)
  const operation = { ...createImport, access: 'session' as const, query: z.strictObject({}) }
  registerRoutes(app, [operation], [{ operation, receive }], {
    // No transaction is begun.
    database: new TenantDatabase({} as never),
    clock: systemClock,
    authenticate,
    lastCaller: () => null,
    origins: { allowed: [] },
    onCommitted: () => {},
    onError: (_, { code }) => codes.push(code),
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1')
  const seen = once(app.server, 'request')
  socket.write('POST /api/v1/imports HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nname,')
  const [request] = (await seen) as [IncomingMessage]
  return { socket, request }
}

it('whoever hangs up after a file was refused unread gets in nobody’s way', async () => {
  let content: Readable | undefined
  const codes: string[] = []
  const receive: UploadRoute['receive'] = async (upload) => {
    content = upload.content
    throw new AppError('unavailable')
  }
  const { socket } = await sendPart(receive, undefined, codes)
  await vi.waitFor(() => expect(content).toBeDefined())
  socket.destroy()
  // An error that nobody listens to would end the server.
  await vi.waitFor(() => expect(codes).toEqual(['unavailable']))
  expect([content?.destroyed, content?.errored]).toEqual([true, null])
})

it('nothing is taken in of whoever has hung up before it is known who they are', async () => {
  const receive = vi.fn()
  const codes: string[] = []
  const isGone = new EventEmitter()
  const authenticate = async () => {
    await once(isGone, 'gone')
    return caller
  }
  const { socket, request } = await sendPart(receive, authenticate, codes)
  socket.destroy()
  await new Promise((closed) => request.once('close', closed))
  isGone.emit('gone')
  await vi.waitFor(() => expect(codes).toEqual(['malformed_request']))
  expect(receive).not.toHaveBeenCalled()
})

it('a file that comes slowly is waited for longer than anything else', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const files: string[] = []
  const receive: UploadRoute['receive'] = async ({ content }) => {
    files.push(await text(content))
    throw new AppError('unavailable')
  }
  const { socket } = await sendPart(receive)
  await vi.advanceTimersByTimeAsync(300_000)
  socket.write('x'.repeat(995))
  await vi.waitFor(() => expect(files).toEqual([expect.stringMatching(/^name,x{995}$/)]))
})
