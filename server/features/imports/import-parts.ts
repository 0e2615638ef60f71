/** Rows of entities, of further contacts and of devices: files of their own, whose rows name their customer. */
import type { FieldProblem } from '@tenantry/contract/errors.ts'
import type { Given, RowProblem } from '@tenantry/contract/file-columns.ts'
import { breathe } from '../../platform/breathe.ts'
import { englishCount } from '../../platform/english.ts'
import { AppError } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { fieldProblems } from '../../platform/http/problems.ts'
import { findBelow } from '../customers/public.ts'
import { noteChanges } from './changed-cells.ts'
import {
  fail,
  findRepeated,
  findShapeProblem,
  importerOf,
  newOutcome,
  type Outcome,
  type Problem,
  type Run,
  readCells,
} from './chunk.ts'
import { problemsOf, wrongFields } from './customer-rows.ts'
import { mendRecord } from './mend-record.ts'
import { findOwnerOfUnnamed } from './missing-of-import.ts'
import { askable, findRepeatedId, idIn, idThere, idUnknown, outsideParent, rememberId } from './our-ids.ts'
import { type CustomerOfRow, findCustomersOfRows } from './part-customers.ts'
import { contacts, devices, entities, type Part, type PartRecord, placeOf } from './part-kinds.ts'
import { pathKey } from './path-key.ts'
import type { FileRow } from './read-rows.ts'
import { restoringPatch } from './restoring-patch.ts'
import { isSo } from './says-nothing-new.ts'
import { refusedAt } from './shortages.ts'

/** Imports rows of entities. */
export const importEntities = importer(entities)

/** Imports rows of further contacts. */
export const importContacts = importer(contacts)

/** Imports rows of devices. */
export const importDevices = importer(devices)

interface PartRow {
  row: FileRow
  given: Given<PartRecord>
  problems: RowProblem[]
  shapeProblem: Problem | null
}

function readPart(run: Run, row: FileRow): PartRow {
  const shapeProblem = findShapeProblem(run, row)
  const { given, problems } = shapeProblem ? { given: {}, problems: [] } : readCells<PartRecord>(run, row)
  mendRecord(given)
  return { row, given, problems, shapeProblem }
}

function importer<Input, Patch>(part: Part<Input, Patch>) {
  return importerOf<PartRow>({
    read: readPart,
    remember: (run, row) => {
      const { given, problems, shapeProblem } = readPart(run, row)
      if (!shapeProblem) rememberId(run, row)
      const key = shapeProblem ? null : keyIn(part, part.body(given), problems)
      if (key !== null) findRepeated(run, `${pathKey(codesIn({ given }))}/${key}`, row, part.keyPath(key))
    },
    bring: (context, run, rows) => bringParts(part, context, run, rows),
  })
}

/**
 * What tells what a row is about from others; null where it does not say, or where the cells that say it, its ID or its
 * customer hold something wrong: without them it would be taken for another one.
 */
function keyIn<Input, Patch>(
  part: Part<Input, Patch>,
  body: Record<string, unknown>,
  told: readonly RowProblem[],
): string | null {
  const key = part.key(body)
  if (key === null) return null
  const isWrong = wrongFields(told)
  return ['id', 'customerCodes', ...part.keyFields(key)].some((path) => isWrong({ path })) ? null : key
}

const codesIn = ({ given }: Pick<PartRow, 'given'>) => (given.customerCodes ?? []) as string[]

/** What all rows of a piece are brought in with. */
interface Piece<Input, Patch> {
  part: Part<Input, Patch>
  context: CallContext
  run: Run
  outcome: Outcome
}

/** A row of a customer that there may be, with what it asks for. */
interface RowOfPart {
  row: FileRow
  /** The id that it names. */
  id: string | null
  problems: (FieldProblem | RowProblem)[]
  /** What is wrong with where it says that it lies, and what it is called. */
  placed: FieldProblem[]
  customerId: string | null
  body: Record<string, unknown>
  key: string | null
}

interface Fresh<Input> {
  row: FileRow
  organizationId: string
  input: Input
}

async function bringParts<Input, Patch>(
  part: Part<Input, Patch>,
  context: CallContext,
  run: Run,
  rows: readonly PartRow[],
): Promise<Outcome> {
  const piece: Piece<Input, Patch> = { part, context, run, outcome: newOutcome() }
  const asked = await askedFor(piece, rows)
  const wanted = asked.flatMap(({ customerId, key }) =>
    customerId === null || key === null ? [] : [{ customerId, key }],
  )
  // A check only reads: what comes in later is looked for again then.
  if (!run.isDryRun) await part.takeTurns?.(context, asked)
  const found = await part.find(context, wanted)
  const homes = await part.homes(context, askable(asked.map(({ id }) => id)))
  const isOutside = await outsideOf(piece, homes)
  const fresh: Fresh<Input>[] = []
  const there: There[] = []
  for (const [index, each] of asked.entries()) {
    if (index % 50 === 49) await breathe()
    const { customerId, key } = each
    const home = homes.get(each.id ?? '')
    const ids = customerId === null || key === null ? [] : (found.get(placeOf({ customerId, key })) ?? [])
    const [id] = ids
    if (each.id !== null && home !== undefined)
      there.push({ asked: named(run, each, { home, isOutside: isOutside(home) }), id: each.id })
    // What has a name that nothing there has is new, as in a file of another provider.
    else if (each.id !== null && run.row.existing !== 'refuse' && (key === null || id !== undefined))
      fail(run, piece.outcome, each.row, [...each.problems, ...each.placed, idUnknown(run)])
    else if (id === undefined) fresh.push(...judged(piece, each))
    else if (key !== null && ids.length > 1)
      fail(run, piece.outcome, each.row, [...each.problems, ...each.placed, severalThere(piece, key, ids.length)])
    else there.push({ asked: each, id })
  }
  const areHeld = there.length > 0 && (await hold(piece, there, fresh))
  for (const { asked: each, id } of there) await importThere(piece, each, id)
  if (!areHeld) await hold(piece, [], fresh)
  await addFresh(piece, fresh)
  return piece.outcome
}

/** A row about one that is there. */
interface There {
  asked: RowOfPart
  id: string
}

/** Locks what the rows of a piece change before the first of them does, in one order; tells whether licenses are held. */
async function hold<Input, Patch>(
  { part, context, run }: Piece<Input, Patch>,
  there: readonly There[],
  wishes: readonly Fresh<Input>[],
): Promise<boolean> {
  if (!part.hold || there.length + wishes.length === 0) return true
  const changes = there.flatMap(({ asked: { body }, id }) => {
    const parsed = run.row.existing === 'update' ? part.patch.safeParse(body) : null
    return parsed?.success ? [{ id, patch: parsed.data }] : []
  })
  return part.hold(context, { changes, wishes }, run)
}

/** Tells which of some customers lie beside the chosen parent. */
async function outsideOf<Input, Patch>(
  { context, run }: Piece<Input, Patch>,
  homes: ReadonlyMap<string, string>,
): Promise<(home: string) => boolean> {
  const parentId = run.row.parent_id
  if (parentId === null) return () => false
  const below = await findBelow(context.tx, [...new Set(homes.values())], parentId)
  return (home) => !below.has(home)
}

/** A row about one that it names by its id, wherever the codes of its customer lead. */
function named(
  run: Run,
  { problems, customerId, ...rest }: RowOfPart,
  { home, isOutside }: { home: string; isOutside: boolean },
): RowOfPart {
  const isElsewhere = !isOutside && customerId !== null && customerId !== home
  const fixed = [...(isOutside ? [outsideParent(run)] : []), ...(isElsewhere ? [customerFixed] : [])]
  return { ...rest, problems: [...problems, ...fixed], placed: [], customerId: home }
}

const customerFixed: FieldProblem = {
  path: 'customerCodes',
  code: 'customer_fixed',
  message: 'An import does not bring it to another customer',
}

/** The rows that have the right shape, each with its customer, of whom all are looked up together. */
async function askedFor<Input, Patch>(
  { part, context, run, outcome }: Piece<Input, Patch>,
  rows: readonly PartRow[],
): Promise<RowOfPart[]> {
  const shaped = rows.filter(({ row, shapeProblem }) => {
    if (shapeProblem) fail(run, outcome, row, [shapeProblem])
    return !shapeProblem
  })
  const paths = shaped.map(({ given }) => codesIn({ given }))
  const customerOf = await findCustomersOfRows(context, run, paths)
  const resolve = (await part.resolve?.(context)) ?? (() => [])
  const isUnnamed = part.isOfHouse === true && paths.some((codes) => codes.length === 0)
  const house = isUnnamed ? await findOwnerOfUnnamed(context, run.row.parent_id) : null
  return shaped.map(({ row, given, problems: told }, index) => {
    const codes = paths[index] ?? []
    const path = pathKey(codes)
    const isNamedWrong = wrongFields(told)({ path: 'customerCodes' })
    const isOfHouse = house !== null && codes.length === 0
    // What it names by its id lies where it lies.
    const ofHouse: CustomerOfRow = { id: idIn(given) === null ? house : null, problems: [], areSeveral: false }
    const {
      id: customerId,
      problems: unplaced,
      areSeveral,
    } = isNamedWrong ? notKnown : isOfHouse ? ofHouse : customerOf(codes)
    const body = part.body(given)
    const problems = [...told, ...resolve(body)]
    const key = keyIn(part, body, told)
    const repeated = key === null ? null : findRepeatedOf(run, row, { paths: [path, customerId], key, part })
    const placed = [...unplaced, ...(repeated && !areSeveral ? [repeated] : [])]
    return { row, id: idIn(given), problems, placed, customerId, body, key }
  })
}

/** The customer of a row that has something wrong in its place, which is told already. */
const notKnown: CustomerOfRow = { id: null, problems: [], areSeveral: false }

/** Tells whether a row further up is about the same one of a customer, which may be named by its code or by its name. */
function findRepeatedOf<Input, Patch>(
  run: Run,
  row: FileRow,
  { paths, key, part }: { paths: readonly (string | null)[]; key: string; part: Part<Input, Patch> },
): FieldProblem | null {
  const repeated = paths.map((path) =>
    path === null ? null : findRepeated(run, `${path}/${key}`, row, part.keyPath(key)),
  )
  return repeated.find((problem) => problem !== null) ?? null
}

/** What a row would add, or nothing where something is wrong with it. */
function judged<Input, Patch>(
  { part, run, outcome }: Piece<Input, Patch>,
  { row, problems: own, placed, customerId, body }: RowOfPart,
): Fresh<Input>[] {
  const problems = [...own, ...placed]
  const parsed = part.input.safeParse(body)
  if (parsed.success && problems.length === 0 && customerId !== null)
    return [{ row, organizationId: customerId, input: parsed.data }]
  // What a cell does not say is missing, too, and told once.
  const isTold = wrongFields(problems)
  problems.push(...(parsed.success ? [] : fieldProblems(parsed.error)).filter((problem) => !isTold(problem)))
  const isWrong = wrongFields(problems)
  fail(run, outcome, row, [...problems, ...part.together(body).filter((problem) => !isWrong(problem))])
  return []
}

/** Writes what is new by a few statements; what the rules of the form refuse holds up nothing else. */
async function addFresh<Input, Patch>(
  { part, context, run, outcome }: Piece<Input, Patch>,
  fresh: readonly Fresh<Input>[],
): Promise<void> {
  if (fresh.length === 0) return
  const made = await part.create(context, fresh, run)
  for (const [index, wish] of fresh.entries()) {
    const { row, organizationId } = wish
    const each = made[index]
    if (each instanceof AppError) {
      fail(run, outcome, row, problemsOf(refusedAt(each, organizationId)))
    } else if (each) {
      outcome.counts.created += 1
      if (part.taken) outcome.taken.push(part.taken.byNew(wish))
      note(outcome, { row, organizationId, id: each.part.id, version: each.version, before: null })
    }
  }
}

interface Noted {
  row: FileRow
  organizationId: string
  id: string
  version: number
  /** What the undo brings back; null for what is new. */
  before: object | null
}

/** Keeps for the undo what a row has made or changed. */
function note({ made }: Outcome, { row, organizationId, id, version, before }: Noted): void {
  made.push({
    row_number: row.number,
    organization_id: organizationId,
    object_id: id,
    is_new: before === null,
    version,
    before,
  })
}

/** Changes one that is there as its row says. */
async function importThere<Input, Patch>(
  piece: Piece<Input, Patch>,
  { row, id: named, problems: own, placed, customerId, body, key }: RowOfPart,
  id: string,
): Promise<void> {
  const { part, context, run, outcome } = piece
  if (run.row.existing === 'skip') {
    outcome.counts.skipped += 1
    return
  }
  const parsed = part.patch.safeParse(body)
  const repeated = findRepeatedId(run, id, row, named === id ? 'id' : part.keyPath(key))
  const isTold = placed.some(({ code }) => code === 'repeated_in_file')
  // Of a row that repeats another one that is all there is to say of what it is about.
  const isRefused = run.row.existing === 'refuse' && !repeated && !isTold
  const found = [
    ...own,
    ...placed,
    ...(repeated && !isTold ? [repeated] : []),
    ...(isRefused ? [named === id ? idThere(run) : there(part.keyPath(key))] : []),
    ...(parsed.success ? [] : fieldProblems(parsed.error)),
  ]
  if (found.length > 0 || !parsed.success || customerId === null) return fail(run, outcome, row, found)
  run.changing = { row: row.number, organizationId: customerId }
  try {
    const before = await part.read(context, customerId, id)
    // Asks for nothing, so that it is no problem where nothing may be changed either.
    const after = isSo(parsed.data, before.part) ? before : await part.update(context, customerId, id, parsed.data)
    if (after.version === before.version) outcome.counts.unchanged += 1
    else {
      outcome.counts.updated += 1
      if (part.taken) outcome.taken.push(...part.taken.byChanged(before.part, after.part))
      const name = part.nameOf(before.part)
      noteChanges(run, outcome, { row, organizationId: customerId, name }, { before: before.part, after: after.part })
      const restoring = restoringPatch(before.part, part.restored?.(parsed.data) ?? (parsed.data as object))
      note(outcome, { row, organizationId: customerId, id, version: after.version, before: restoring })
    }
  } catch (error) {
    // A dry run is rolled back whatever was written; an import must not keep half of a row.
    if (!run.isDryRun || !(error instanceof AppError)) throw error
    fail(run, outcome, row, problemsOf(error))
  }
}

/** Nobody knows which one the row means, and the first one may be the wrong one. */
function severalThere<Input, Patch>({ part, run }: Piece<Input, Patch>, key: string, count: number): FieldProblem {
  const alike = `${englishCount(count)} ${run.kind} there have this ${part.alike(key)}`
  const message = `${alike}; give the row the ID of one of them, as an export has it, or change them by hand`
  return { path: part.keyPath(key), code: 'several_there', message }
}

function there(path: string): FieldProblem {
  return { path, code: 'name_there', message: 'There is one already; rows can also update it or skip it' }
}
