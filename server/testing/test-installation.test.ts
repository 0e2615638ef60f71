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

// What is sent away while it leaves tells an error, which nobody hears and which fails the run.
test('an installation that is closed sends nobody away who is just leaving', async () => {
  for (let n = 0; n < 8; n++) {
    const { owner, close } = await openTestInstallation({ clock: systemClock })
    await Promise.all([owner.query('SELECT 1'), owner.query('SELECT 1'), owner.query('SELECT 1')])
    await close()
  }
})

test.skipIf(process.env.TENANTRY_TEST_DATABASE_URL)(
  'the database of the tests is asked through its socket',
  async () => {
    const { installation, owner, close } = await openTestInstallation({ clock: systemClock })
    const address = 'SELECT inet_client_addr() AS address'
    for (const pool of [owner, installation.appPool, installation.authPool])
      expect((await pool.query(address)).rows).toEqual([{ address: null }])
    await close()
  },
)
