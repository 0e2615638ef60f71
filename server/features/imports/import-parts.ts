/** Rows of entities and of further contacts: files of their own, whose rows name their customer by code. */
import type { ContactRecord } from '@tenantry/contract/contact-file.ts'
import { contactBody } from '@tenantry/contract/contact-file.ts'
import { NewContactInput, OtherContactPatch } from '@tenantry/contract/contacts.ts'
import { EntityInput, EntityPatch } from '@tenantry/contract/entities.ts'
import { type EntityRecord, entityBody } from '@tenantry/contract/entity-file.ts'
import type { FieldProblem } from '@tenantry/contract/errors.ts'
import { sortKey } from '@tenantry/contract/fields/sort-keys.ts'
import type { Given, RowProblem } from '@tenantry/contract/file-columns.ts'
import type { z } from 'zod'
import { breathe } from '../../platform/breathe.ts'
import { AppError } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { fieldProblems } from '../../platform/http/problems.ts'
import { createContact, getContact, readContacts, updateContact } from '../contacts/public.ts'
import { findPlace } from '../customers/public.ts'
import { createEntity, findEntityIds, getEntity, updateEntity } from '../entities/public.ts'
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
import { mendRecord } from './mend-record.ts'
import { pathKey } from './path-key.ts'
import { findNamed, shortPath } from './places.ts'
import type { FileRow } from './read-rows.ts'
import { restoringPatch } from './restoring-patch.ts'
import { isSo } from './says-nothing-new.ts'

/** An entity or a contact with its version. */
interface ReadPart {
  part: { id: string }
  version: number
}

/** What the two kinds do differently. */
interface Part<Input, Patch> {
  input: z.ZodType<Input>
  patch: z.ZodType<Patch>
  body: (given: Given<EntityRecord & ContactRecord>) => Record<string, unknown>
  /** What tells one from the others of its customer; null where the row does not say. */
  key: (body: Record<string, unknown>) => string | null
  /** Where a problem with that is told. */
  keyPath: string
  find: (context: CallContext, customerId: string, key: string) => Promise<string | null>
  read: (context: CallContext, customerId: string, id: string) => Promise<ReadPart>
  create: (context: CallContext, customerId: string, input: Input) => Promise<ReadPart>
  update: (context: CallContext, customerId: string, id: string, patch: Patch) => Promise<ReadPart>
}

const textOf = (value: unknown) => (typeof value === 'string' ? value.trim() : '')

const entities: Part<EntityInput, EntityPatch> = {
  input: EntityInput,
  patch: EntityPatch,
  body: entityBody,
  key: ({ name }) => sortKey(textOf(name)) || null,
  keyPath: 'name',
  find: async ({ tx }, customerId, key) => (await findEntityIds(tx, customerId, [key])).get(key) ?? null,
  read: async (context, customerId, id) => partOf(await getEntity(context, customerId, id)),
  create: async (context, customerId, input) => partOf(await createEntity(context, customerId, input)),
  update: async (context, customerId, id, patch) => partOf(await updateEntity(context, customerId, id, patch)),
}

const partOf = ({ entity, version }: { entity: { id: string }; version: number }) => ({ part: entity, version })

const contacts: Part<NewContactInput, OtherContactPatch> = {
  input: NewContactInput,
  patch: OtherContactPatch,
  body: contactBody,
  key: contactKey,
  keyPath: 'email',
  find: async ({ tx }, customerId, key) =>
    (await readContacts(tx, customerId)).others.find((other) => contactKey({ ...other }) === key)?.id ?? null,
  read: async (context, customerId, id) => contactOf(await getContact(context, customerId, id)),
  create: async (context, customerId, input) => contactOf(await createContact(context, customerId, input)),
  update: async (context, customerId, id, patch) => contactOf(await updateContact(context, customerId, id, patch)),
}

const contactOf = ({ contact, version }: { contact: { id: string }; version: number }) => ({ part: contact, version })

/** A contact is known by its email; one without by its name and role. */
function contactKey({ email, firstName, lastName, role }: Record<string, unknown>): string | null {
  if (textOf(email) !== '') return `@${textOf(email).toLowerCase()}`
  const name = sortKey([firstName, lastName].map(textOf).join(' '))
  return name === '' ? null : `${name}/${sortKey(textOf(role))}`
}

/** Imports rows of entities. */
export const importEntities = importer(entities)

/** Imports rows of further contacts. */
export const importContacts = importer(contacts)

interface PartRow {
  row: FileRow
  given: Given<EntityRecord & ContactRecord>
  problems: RowProblem[]
  shapeProblem: Problem | null
}

function readPart(run: Run, row: FileRow): PartRow {
  const shapeProblem = findShapeProblem(run, row)
  const { given, problems } = shapeProblem
    ? { given: {}, problems: [] }
    : readCells<EntityRecord & ContactRecord>(run, row)
  mendRecord(given)
  return { row, given, problems, shapeProblem }
}

function importer<Input, Patch>(part: Part<Input, Patch>) {
  return importerOf<PartRow>({
    read: readPart,
    remember: (run, row) => {
      const { given, shapeProblem } = readPart(run, row)
      const key = shapeProblem ? null : part.key(part.body(given))
      if (key !== null) findRepeated(run, `${pathKey(codesIn(given))}/${key}`, row, part.keyPath)
    },
    bring: (context, run, rows) => bringParts(part, context, run, rows),
  })
}

const codesIn = ({ customerCodes }: PartRow['given']) => (customerCodes ?? []) as string[]

async function bringParts<Input, Patch>(
  part: Part<Input, Patch>,
  context: CallContext,
  run: Run,
  rows: readonly PartRow[],
): Promise<Outcome> {
  const outcome = newOutcome()
  const root = await findPlace(context, run.row.parent_id ?? undefined)
  const customers = new Map<string, string | null>()
  for (const [index, { row, given, problems, shapeProblem }] of rows.entries()) {
    if (index % 20 === 19) await breathe()
    if (shapeProblem) {
      fail(run, outcome, row, [shapeProblem])
      continue
    }
    const codes = codesIn(given)
    const path = pathKey(codes)
    if (!customers.has(path)) customers.set(path, codes.length === 0 ? null : await findNamed(context, root, codes))
    const customerId = customers.get(path) ?? null
    const unknown: FieldProblem[] = customerId === null ? [codes.length === 0 ? noCode : noCustomer(codes)] : []
    await importRow(part, context, run, outcome, {
      row,
      given,
      problems: [...problems, ...unknown],
      customerId,
      path,
    })
  }
  return outcome
}

const noCode: FieldProblem = { path: 'customerCodes', code: 'required', message: 'The code of the customer is needed' }

function noCustomer(codes: readonly string[]): FieldProblem {
  return {
    path: 'customerCodes',
    code: 'customer_unknown',
    message: `There is no customer with the code ${shortPath(codes)}`,
  }
}

interface RowOfPart {
  row: FileRow
  given: Given<EntityRecord & ContactRecord>
  problems: (FieldProblem | RowProblem)[]
  customerId: string | null
  path: string
}

async function importRow<Input, Patch>(
  part: Part<Input, Patch>,
  context: CallContext,
  run: Run,
  outcome: Outcome,
  { row, given, problems, customerId, path }: RowOfPart,
): Promise<void> {
  const body = part.body(given)
  const key = part.key(body)
  const repeated = key === null ? null : findRepeated(run, `${path}/${key}`, row, part.keyPath)
  if (repeated) problems.push(repeated)
  const id = customerId !== null && key !== null ? await part.find(context, customerId, key) : null
  if (id !== null && run.row.existing === 'skip') {
    outcome.counts.skipped += 1
    return
  }
  if (id !== null && run.row.existing === 'refuse')
    problems.push({
      path: part.keyPath,
      code: 'name_there',
      message: 'There is one already; rows can also update it or skip it',
    })
  const parsed = id === null ? part.input.safeParse(body) : part.patch.safeParse(body)
  if (!parsed.success) problems.push(...fieldProblems(parsed.error))
  if (problems.length > 0 || !parsed.success || customerId === null) return fail(run, outcome, row, problems)
  const note = (objectId: string, version: number, before: object | null) =>
    outcome.made.push({
      row_number: row.number,
      organization_id: customerId,
      object_id: objectId,
      is_new: before === null,
      version,
      before,
    })
  try {
    if (id === null) {
      const { part: made, version } = await part.create(context, customerId, parsed.data as Input)
      outcome.counts.created += 1
      note(made.id, version, null)
      return
    }
    const before = await part.read(context, customerId, id)
    // Asks for nothing, so that it is no problem where nothing may be changed either.
    const after = isSo(parsed.data, before.part)
      ? before
      : await part.update(context, customerId, id, parsed.data as Patch)
    if (after.version === before.version) outcome.counts.unchanged += 1
    else {
      outcome.counts.updated += 1
      note(id, after.version, restoringPatch(before.part, parsed.data as object))
    }
  } catch (error) {
    // A dry run is rolled back whatever was written; an import must not keep half of a row.
    if (!run.isDryRun || !(error instanceof AppError)) throw error
    fail(run, outcome, row, error.details.errors ?? [{ path: '', code: error.code, message: error.message }])
  }
}
