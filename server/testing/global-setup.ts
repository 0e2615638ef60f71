import { sharedCluster, startTestCluster } from './test-cluster.ts'

/** One migrated PostgreSQL for the whole test run; each file makes databases of its own in it. */
export default async function setup(): Promise<() => Promise<void>> {
  const cluster = await startTestCluster()
  process.env[sharedCluster] = cluster.adminUrl
  return () => cluster.stop()
}
