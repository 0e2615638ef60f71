import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'
import { startSmtpServer } from './smtp-process.ts'

it('a mail server whose package is missing, or that is killed, says so instead of never answering', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'tenantry-smtp-'))
  const program = path.join(folder, 'smtp-server.mjs')
  await copyFile(path.join(import.meta.dirname, 'smtp-server.mjs'), program)
  await expect(startSmtpServer({}, program)).rejects.toThrow('The package smtp-server cannot be loaded (npm ci')
  await rm(folder, { recursive: true })
  const server = await startSmtpServer()
  await expect(startSmtpServer({ port: server.port })).rejects.toThrow('The mail server cannot listen')
  await server.kill()
  await expect(server.mails()).rejects.toThrow('has ended (SIGKILL)')
})
