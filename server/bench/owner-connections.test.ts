import { once } from 'node:events'
import { expect, it } from 'vitest'
import { startTestCluster } from '../testing/test-cluster.ts'
import { OwnerConnections } from './owner-connections.ts'

it('a connection that the server ends while it is idle ends no benchmark, and what is asked of it fails', async () => {
  const cluster = await startTestCluster()
  const connections = new OwnerConnections(cluster.ownerUrl(await cluster.createDatabase()))
  const [idle, other] = [await connections.open(), await connections.open()]
  const { rows } = await idle.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
  const lost = new Promise((resolve) => idle.once('end', resolve))
  await other.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid])
  await lost
  await expect(idle.query('SELECT 1')).rejects.toThrow()
  const ended = once(other, 'end')
  await connections.end()
  await ended
  await cluster.stop()
})
