import { listCustomers } from '@tenantry/contract/customer-list.ts'
import { createCustomer } from '@tenantry/contract/customers.ts'
import pg from 'pg'
import { expect, it } from 'vitest'
import { systemClock } from '../platform/clock/clock.ts'
import { startTestCluster } from './test-cluster.ts'
import { createWorld } from './world.ts'

it('a world is a copy of the one that the test run builds once, and its changes are its own', async () => {
  const [world, other] = await Promise.all([createWorld(), createWorld()])
  expect(other.second).toMatchObject({ providerId: world.second.providerId, customerId: world.second.customerId })
  expect((await world.first.technician.api.call(listCustomers)).body.total).toBe(1)
  expect((await world.first.admin.api.call(createCustomer, { body: { name: 'Airtel' } })).status).toBe(201)
  const found = await other.first.admin.api.call(listCustomers, { query: { q: 'airtel' } })
  expect(found.body.total).toBe(0)
  const { providerId, customerId: organizationId } = other.first
  const person = await other.addPerson({ providerId, organizationId, role: 'technician', reach: 'subtree' })
  expect(person.email).not.toBe(other.second.technician.email)
  await Promise.all([world.close(), other.close()])
})

it('a world with a clock of its own is built anew', async () => {
  const [world, other] = await Promise.all([createWorld({ clock: systemClock }), createWorld()])
  expect(world.first.providerId).not.toBe(other.first.providerId)
  await Promise.all([world.close(), other.close()])
})

it('a world whose building fails leaves nothing open, and says what has failed', async () => {
  const cluster = await startTestCluster()
  const names = async () => {
    const { rows } = await admin.query<{ name: string }>(
      'SELECT datname AS name FROM pg_database WHERE datname LIKE $1 ORDER BY datname',
      [`tenantry_test_${process.pid}_%`],
    )
    return rows.map(({ name }) => name)
  }
  const admin = new pg.Pool({ connectionString: cluster.adminUrl, max: 1 })
  try {
    const before = await names()
    const stopped = {
      now: () => {
        throw new RangeError('The clock has stopped')
      },
    }
    await expect(createWorld({ clock: stopped })).rejects.toThrow('The clock has stopped')
    // The database goes once nothing is connected to it by us.
    expect(await names()).toEqual(before)
  } finally {
    await admin.end()
    await cluster.stop()
  }
})
