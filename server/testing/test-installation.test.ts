import pg from 'pg'
import { expect, test } from 'vitest'
import { systemClock } from '../platform/clock/clock.ts'
import { startTestCluster } from './test-cluster.ts'
import { openTestInstallation } from './test-installation.ts'

test('an installation that is closed leaves no database, even where somebody is still connected', async () => {
  const { databaseName, installation, close } = await openTestInstallation({ clock: systemClock })
  const left = new pg.Client({ connectionString: installation.ownerUrl })
  left.on('error', () => {})
  await left.connect()
  await close()
  const cluster = await startTestCluster()
  const admin = new pg.Client({ connectionString: cluster.adminUrl })
  await admin.connect()
  const { rows } = await admin.query('SELECT FROM pg_database WHERE datname = $1', [databaseName])
  expect(rows).toEqual([])
  await admin.end()
  await cluster.stop()
})
