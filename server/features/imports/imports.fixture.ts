import {
  checkImport,
  getImport,
  type Import,
  type ImportKind,
  type ImportPatch,
  startImport,
  updateImport,
} from '@tenantry/contract/imports.ts'
import { createPool } from '../../platform/database/pools.ts'
import { type JobContext, jobContext } from '../../platform/jobs/tasks.ts'
import type { HttpCaller } from '../../testing/http-caller.ts'
import type { Person, World } from '../../testing/world.ts'
import { expireImportsTask, importTask } from './public.ts'

/** Rows of a piece here, so that a hundred more come in with another one. */
export const rowsOfPiece = 100
const amounts = { rowsOfPiece, rowsTakenBack: 50, keptChanges: 100 }

/** Sends a file as one person. */
export async function upload(
  api: HttpCaller,
  content: string | Buffer,
  kind: ImportKind = 'customers',
  fileName = 'list.csv',
) {
  const url = `/api/v1/imports?kind=${kind}&fileName=${encodeURIComponent(fileName)}`
  return api.request('POST', url, content, { 'content-type': 'application/octet-stream' })
}

/** Sends a file that is taken. */
export async function uploaded(api: HttpCaller, content: string | Buffer, kind?: ImportKind): Promise<Import> {
  const answer = await upload(api, content, kind)
  if (answer.statusCode !== 201) throw new TypeError(answer.body)
  return answer.json()
}

interface JobOfImport {
  providerId: string
  person: Person
  id: string
  signal?: AbortSignal
  rowsOfPiece?: number
  /** With the product's own amounts. */
  isAsUsual?: boolean
}

/** Runs the job behind an import, as the worker does. */
export async function runJob(world: World, { providerId, person, id, signal, ...own }: JobOfImport) {
  const task = importTask(world.installation.files, own.isAsUsual ? undefined : { ...amounts, ...own })
  return withJob(world, signal, (job) =>
    task.run(job, { providerId, payload: { importId: id, membershipId: person.membershipId } }),
  )
}

/** The signal of a server that stops once a job has been through so many pieces. */
export function stoppingAfter(pieces: number): AbortSignal {
  let begun = 0
  return {
    get aborted() {
      begun += 1
      return begun > pieces
    },
  } as AbortSignal
}

/** Runs the job that lets go of what is old. */
export async function runExpiry(world: World) {
  return withJob(world, undefined, (job) => expireImportsTask(world.installation.files).run(job, {}))
}

/** @returns what was logged as an error */
async function withJob(
  { installation }: World,
  signal: AbortSignal | undefined,
  work: (job: JobContext) => Promise<void>,
): Promise<object[]> {
  const { jobsUrl, database, clock } = installation
  const pool = createPool({ connectionString: jobsUrl, max: 1 }, () => {})
  const errors: object[] = []
  const log = { debug: () => {}, info: () => {}, warn: () => {}, error: (fields: object) => errors.push(fields) }
  const query = async <Row>(text: string, values?: unknown[]) => (await pool.query(text, values)).rows as Row[]
  const job = { id: '1', signal: signal ?? new AbortController().signal }
  try {
    await work(jobContext({ tenantDb: database, clock, log, query }, job))
  } finally {
    await pool.end()
  }
  return errors
}

/** Brings a file in and waits for the end. */
export async function imported(
  world: World,
  providerId: string,
  person: Person,
  content: string | Buffer,
  {
    kind,
    isCheck,
    rowsOfPiece: rows,
    ...patch
  }: ImportPatch & { kind?: ImportKind; isCheck?: boolean; rowsOfPiece?: number } = {},
): Promise<Import> {
  const { id } = await uploaded(person.api, content, kind)
  const params = { id }
  if (Object.keys(patch).length > 0) {
    const changed = await person.api.call(updateImport, { params, body: patch }, { ifMatch: '*' })
    if (changed.status !== 200) throw new TypeError(changed.raw.body)
  }
  const begun = await person.api.call(isCheck ? checkImport : startImport, { params })
  if (begun.status !== 200) throw new TypeError(begun.raw.body)
  const errors = await runJob(world, { providerId, person, id, ...(rows ? { rowsOfPiece: rows } : {}) })
  if (errors.length > 0)
    throw new TypeError(JSON.stringify(errors, (_, value) => (value instanceof Error ? String(value.stack) : value)))
  return (await person.api.call(getImport, { params })).body
}
