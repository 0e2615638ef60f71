import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { checkCentral } from './check-central.ts'

let server: Server | undefined
afterEach(() => new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve())))

async function central(status: number, body: string): Promise<string> {
  server = createServer((_, response) => response.writeHead(status, { 'content-type': 'application/json' }).end(body))
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

it('reaches a central that lives and agrees with its clock (OM6)', async () => {
  const finding = await checkCentral(await central(200, '{"status":"ok"}'), () => new Date())
  expect(finding.isReachable).toBe(true)
  expect(finding.text).not.toContain('clock')
})

it('tells a clock that is an hour ahead', async () => {
  const finding = await checkCentral(await central(200, '{"status":"ok"}'), () => new Date(Date.now() + 3_600_000))
  expect(finding.text).toMatch(/this clock is 3\d{3} s ahead/)
})

it('tells another program from central', async () => {
  expect((await checkCentral(await central(200, '<html>'), () => new Date())).isReachable).toBe(false)
  expect((await checkCentral('http://127.0.0.1:1', () => new Date())).text).toContain('cannot be reached')
})
