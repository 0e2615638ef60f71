import { relayLock } from '../platform/jobs/relay.ts'
import type { Bench } from './bench-types.ts'
import { type AddCustomer, compareWithFloor, createCustomerFloor, newCustomer } from './create-customer-floor.ts'
import { HttpClient } from './http-client.ts'
import { type BenchRow, timeInTurns } from './measure.ts'

/** P5: adding a customer through the whole API, against its bare inserts in one transaction. */
export async function benchCreateCustomer(bench: Bench): Promise<BenchRow[]> {
  const client = new HttpClient(bench.app.url)
  await client.signIn(bench.bench.members.all.email, bench.bench.password)
  const add = (code: string) => client.send('POST', '/api/v1/customers', newCustomer(code))
  const run = `${Date.now() % 1e8}`
  try {
    const floor = await provenFloor(
      bench,
      async (code) => (JSON.parse((await add(code)).body) as { id: string }).id,
      run,
    )
    let [ours, theirs] = [0, 0]
    const timing = await timeInTurns(
      () => add(`A${run}.${++ours}`),
      () => floor(`B${run}.${++theirs}`),
    )
    const ratio = timing.ours.medianMs / timing.floor.medianMs
    const measured = { ours: timing.ours.medianMs, floor: timing.floor.medianMs, ratio }
    return [{ id: 'P5', name: 'adding a customer', ...measured, unit: 'ms', bar: 'ratio ≤ 3', holds: ratio <= 3 }]
  } finally {
    client.close()
  }
}

/**
 * The floor, once it has written the same as the product.
 * @throws Error when it writes other rows, or rows of another size
 */
async function provenFloor({ bench, connect }: Bench, add: AddCustomer, run: string): Promise<AddCustomer> {
  const [connection, keeper] = [await connect(), await connect()]
  // The relay would take away the events that are to be counted.
  await keeper.query('SELECT pg_advisory_lock($1)', [relayLock])
  const sample = `S${run}.1`
  const id = await add(sample)
  const floor = await createCustomerFloor(connection, { providerId: bench.providerId, id, code: sample })
  const differing = await compareWithFloor(connection, id, floor, `S${run}.2`)
  await keeper.query('SELECT pg_advisory_unlock($1)', [relayLock])
  if (differing.length > 0) throw new Error(`The floor writes something else than the product: ${differing.join('; ')}`)
  return floor
}
