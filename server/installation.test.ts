import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import pino from 'pino'
import { expect, it } from 'vitest'
import { readConfig } from './config.ts'
import { openInstallation } from './installation.ts'
import { startTestCluster, testSecret } from './testing/test-cluster.ts'

it('tells of connections that break while it is open, and not of those that closing cuts off', async () => {
  const cluster = await startTestCluster()
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'tenantry-installation-'))
  const config = readConfig({
    DATABASE_URL: cluster.ownerUrl(await cluster.createDatabase()),
    TENANTRY_DATA_DIR: dataDir,
    TENANTRY_SECRET: testSecret,
  })
  const lines: string[] = []
  const installation = await openInstallation(config, pino({}, { write: (line) => void lines.push(line) }))
  const cutOff = () => installation.appPool.emit('error', new Error('terminating connection'), undefined as never)
  cutOff()
  expect(lines.map((line) => JSON.parse(line).event)).toEqual(['database.connection_lost'])
  const closed = installation.close()
  cutOff()
  await closed
  expect(lines).toHaveLength(1)
  await rm(dataDir, { recursive: true })
  await cluster.stop()
})
