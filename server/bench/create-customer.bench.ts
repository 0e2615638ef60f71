import type pg from 'pg'
import { relayLock } from '../platform/jobs/relay.ts'
import type { Bench } from './bench-types.ts'
import { type AddCustomer, compareWithFloor, createCustomerFloor, newCustomer } from './create-customer-floor.ts'
import { HttpClient } from './http-client.ts'
import { type BenchRow, type Timing, timeInTurns } from './measure.ts'

/**
 * P5: adding a customer through the whole API, against its bare inserts in one transaction, one after the other as the
 * driver sends them. Told beside it is what the same inserts take when all go out at once, as the product's do.
 */
export async function benchCreateCustomer(bench: Bench): Promise<BenchRow[]> {
  const client = new HttpClient(bench.app.url)
  await client.signIn(bench.bench.members.all.email, bench.bench.password)
  const add = (code: string) => client.send('POST', '/api/v1/customers', newCustomer(code))
  const run = `${Date.now() % 1e8}`
  try {
    const added = async (code: string) => (JSON.parse((await add(code)).body) as { id: string }).id
    const rows: BenchRow[] = []
    for (const isPipelined of [false, true]) {
      const prefix = `${run}${isPipelined ? 'P' : ''}`
      const floor = await provenFloor(await bench.connect(isPipelined), bench, added, prefix)
      let [ours, theirs] = [0, 0]
      const timing = await timeInTurns(
        () => add(`A${prefix}.${++ours}`),
        () => floor(`B${prefix}.${++theirs}`),
      )
      rows.push(rowOf(timing, isPipelined))
    }
    return rows
  } finally {
    client.close()
  }
}

function rowOf({ ours, floor }: Record<'ours' | 'floor', Timing>, isPipelined: boolean): BenchRow {
  const ratio = ours.medianMs / floor.medianMs
  const name = isPipelined ? 'the same, the floor sending all at once' : 'adding a customer'
  const measured = { ours: ours.medianMs, floor: floor.medianMs, ratio }
  return { id: 'P5', name, ...measured, unit: 'ms', bar: 'ratio ≤ 3', holds: ratio <= 3 }
}

/**
 * The floor, once it has written the same as the product.
 * @throws Error when it writes other rows, or rows of another size
 */
async function provenFloor(
  connection: pg.Client,
  { bench, connect }: Bench,
  add: AddCustomer,
  run: string,
): Promise<AddCustomer> {
  const keeper = await connect()
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
