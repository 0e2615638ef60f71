import { once } from 'node:events'
import http from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, describe, expect, it } from 'vitest'
import { readOn } from './read-on.ts'

/** More than the buffers of two sockets hold. */
const large = Buffer.alloc(32 * 1_048_576, 'x')

let server: http.Server | undefined
afterEach(() => server?.close())

/** A client that has begun a body of `length` bytes, and a server that has refused it after the first of them. */
async function refused(length: number, bounds: { bytes: number; ms: number }): Promise<Socket> {
  server = http.createServer(async (request, response) => {
    await once(request, 'data')
    request.pause()
    if (!(await readOn(request, bounds))) response.setHeader('connection', 'close')
    response.writeHead(413).end('too much')
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  socket.write(`POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${length}\r\n\r\n`)
  return socket
}

describe('a body that is refused', () => {
  it('is read to its end, so that whoever writes before reading gets the answer, and may go on', async () => {
    const socket = await refused(large.length, { bytes: large.length, ms: 60_000 })
    await new Promise((written) => socket.write(large, written))
    const [answer] = await once(socket, 'data')
    expect(String(answer)).toMatch(/^HTTP\/1\.1 413 (?!.*connection: close)/is)
    socket.destroy()
  })

  it('is read so far and no farther: then the connection ends', async () => {
    const socket = await refused(large.length, { bytes: 1_048_576, ms: 60_000 })
    // Whoever is still writing is cut off.
    const closed = new Promise((resolve) => socket.on('error', () => {}).once('close', resolve))
    socket.write(large)
    await closed
  })

  it('is waited for so long and no longer: then the connection ends with the answer', async () => {
    const socket = await refused(large.length, { bytes: large.length, ms: 50 })
    socket.write('x')
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 413 .*connection: close.*too much/is)
  })
})
