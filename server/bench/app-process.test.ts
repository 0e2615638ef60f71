import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { startProcess } from './app-process.ts'

test('what already serves the port is not measured in the place of the program', async () => {
  const other = createServer((_request, response) => response.end()).listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = other.address() as AddressInfo
  try {
    await expect(startProcess(['--eval', ''], port, {}, '/')).rejects.toThrow(`Something serves port ${port} already`)
  } finally {
    other.close()
  }
})
