import { once } from 'node:events'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AddressGuard, parseNetwork } from './address-guard.ts'
import { AddressRefused, connectGuarded, NotConnected } from './guarded-socket.ts'

const guard = new AddressGuard()
let server: Server
let port: number

beforeAll(async () => {
  server = createServer((socket) => socket.end()).listen(0, '127.0.0.1')
  await once(server, 'listening')
  port = (server.address() as AddressInfo).port
})
afterAll(() => void server.close())

describe('the guard of addresses', () => {
  it.each([
    ...['127.0.0.1', '10.1.2.3', '172.31.0.1', '192.168.1.1', '169.254.169.254', '100.64.0.1', '0.0.0.0', '224.0.0.1'],
    ...['255.255.255.255', '::1', '::', 'fe80::1', 'fd00::1', '::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:a00:1'],
    ...['64:ff9b::7f00:1', '2002:7f00:1::', '2001:0:1::1', '2001:db8::1', 'ff02::1', 'localhost', ''],
  ])('keeps from %s', (address) => {
    expect(guard.allows(address)).toBe(false)
  })

  it.each(['1.1.1.1', '172.32.0.1', '2606:4700::1111', '::ffff:1.1.1.1'])('lets through to %s', (address) => {
    expect(guard.allows(address)).toBe(true)
  })

  it('lets through to what the operator allows, and to nothing beside it', () => {
    const open = new AddressGuard(['10.1.0.0/16', '127.0.0.1', 'fd00::/8'])
    const asked = ['10.1.255.1', '127.0.0.1', '::ffff:127.0.0.1', 'fd12::1', '10.2.0.1', '127.0.0.2', 'fe80::1']
    expect(asked.map((each) => open.allows(each))).toEqual([true, true, true, true, false, false, false])
    for (const wrong of ['10.0.0.0/33', 'all', '', '10.0.0.0/8/8', '10.0.0.0/x', '::/129'])
      expect(() => parseNetwork(wrong), wrong).toThrow(TypeError)
  })
})

describe('a connection to a server that somebody has typed', () => {
  const at = (host: string, timeoutMs = 2_000) => ({ host, port, timeoutMs })

  it('is refused by address and by name, whatever is spelled how', async () => {
    for (const host of ['127.0.0.1', 'localhost', '::1', '2130706433', '0x7f.1'])
      await expect(connectGuarded(at(host), guard), host).rejects.toThrow(/AddressRefused|not public|no server/)
    const both = async () => [
      { address: '1.1.1.1', family: 4 },
      { address: '127.0.0.1', family: 4 },
    ]
    await expect(connectGuarded(at('mail.example'), guard, both)).rejects.toBeInstanceOf(AddressRefused)
  })

  it('goes to the address that was checked, not to what the name says next', async () => {
    let asked = 0
    const turning = async () => [{ address: asked++ === 0 ? '127.0.0.1' : '169.254.169.254', family: 4 }]
    const socket = await connectGuarded(at('mail.example'), new AddressGuard(['127.0.0.1']), turning)
    expect([socket.remoteAddress, asked]).toEqual(['127.0.0.1', 1])
    socket.destroy()
  })

  it('says when the name leads nowhere, nobody listens, or nobody answers', async () => {
    const open = new AddressGuard(['127.0.0.1'])
    const never = () => new Promise<never>(() => {})
    await expect(connectGuarded(at('nowhere.invalid'), open)).rejects.toBeInstanceOf(NotConnected)
    await expect(connectGuarded(at('mail.example', 20), open, never)).rejects.toThrow('not found in time')
    await expect(connectGuarded({ ...at('127.0.0.1'), port: 1 }, open)).rejects.toThrow('Nothing listens')
  })
})
