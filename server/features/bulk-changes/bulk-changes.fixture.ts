/** Bulk changes through HTTP, with the job behind them but without the queue around it. */
import {
  type BulkChangeInput,
  createBulkChange,
  getBulkChange,
  undoBulkChange,
} from '@tenantry/contract/bulk-changes.ts'
import { newId } from '../../platform/clock/clock.ts'
import { jobContext } from '../../platform/jobs/tasks.ts'
import type { HttpCaller } from '../../testing/http-caller.ts'
import type { Person, World } from '../../testing/world.ts'
import { runBulkChange } from './run-bulk-change.ts'

/** What is sent, right or wrong. */
export type Wish = Omit<BulkChangeInput, 'list'> | Record<string, unknown>

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

/** Runs the job of a bulk change of the first provider. */
export function runJob(
  { installation, first }: World,
  bulkChangeId: string,
  { membershipId }: Pick<Person, 'membershipId'>,
  signal: AbortSignal = new AbortController().signal,
): Promise<void> {
  const { database: tenantDb, clock } = installation
  const job = jobContext({ tenantDb, clock, log: silent, query: async () => [] }, { id: 'test', signal })
  return runBulkChange(job, { providerId: first.providerId, membershipId, bulkChangeId })
}

/** Changes of many of one list, by the administrator of the first provider where nobody else is named. */
export function bulkChangesOf(list: BulkChangeInput['list'], world: () => World) {
  const admin = () => world().first.admin
  const run = (id: string, by: Person = admin(), signal?: AbortSignal) => runJob(world(), id, by, signal)
  const read = async (id: string, by: HttpCaller = admin().api) =>
    (await by.call(getBulkChange, { params: { id: id as never } })).body
  const ask = (wish: Wish, by: HttpCaller = admin().api, dryRun = false) =>
    by.call(createBulkChange, { body: { list, ...wish } as never }, { dryRun })

  async function preview(wish: Wish, by?: HttpCaller) {
    const { body, raw } = await ask(wish, by, true)
    if (!body.preview) throw new TypeError(raw.body)
    return body.preview
  }

  async function done(wish: Wish, by: Person = admin()) {
    const { body, raw } = await ask(wish, by.api)
    if (!body.bulkChange) throw new TypeError(raw.body)
    await run(body.bulkChange.id, by)
    return read(body.bulkChange.id, by.api)
  }

  async function undoPreview(id: string) {
    const { body, raw } = await admin().api.call(undoBulkChange, { params: { id: id as never } }, { dryRun: true })
    if (!body.preview) throw new TypeError(raw.body)
    return body.preview
  }

  /** Sends it twice, as a program does that got no answer, which changes nothing. */
  async function undone(id: string, by: Person = admin()) {
    const idempotencyKey = newId()
    const undo = () => by.api.call(undoBulkChange, { params: { id: id as never } }, { idempotencyKey })
    const [{ status, raw }, again] = [await undo(), await undo()]
    if (status !== 200 || again.raw.body !== raw.body) throw new TypeError(`${raw.body}\n${again.raw.body}`)
    await run(id, by)
    return read(id, by.api)
  }

  return { run, read, ask, preview, done, undoPreview, undone }
}
