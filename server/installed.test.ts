import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readConfig } from './config.ts'
import { requireInstalled } from './installed.ts'

let dataDir = ''
beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'tenantry-installed-'))
  await mkdir(path.join(dataDir, 'postgres'))
})
afterAll(() => rm(dataDir, { recursive: true }))

const secret = 'a secret that only the server was given'
const required = (settings: Record<string, string> = {}) =>
  requireInstalled(readConfig({ TENANTRY_DATA_DIR: dataDir, ...settings }))

it('an embedded database without the secret that its server was given is left as it is', async () => {
  await expect(required()).rejects.toThrow(/^The secret of the installation is not in .*: set TENANTRY_SECRET/)
  await expect(required({ TENANTRY_SECRET: secret })).resolves.toBeUndefined()
  expect(await readdir(dataDir)).toEqual(['postgres'])
  await mkdir(path.join(dataDir, 'secrets'))
  await writeFile(path.join(dataDir, 'secrets/installation-secret'), secret)
  await expect(required()).resolves.toBeUndefined()
})
