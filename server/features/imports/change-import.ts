/** What whoever an import belongs to does with it. */
import type { Import, ImportKind, ImportPatch, ImportState } from '@tenantry/contract/imports.ts'
import { requirePermission } from '../../platform/auth/caller.ts'
import { AppError, invalidInput } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { requireMatch } from '../../platform/http/if-match.ts'
import { emitEvent } from '../../platform/jobs/outbox.ts'
import { checkType, findPlace } from '../customers/public.ts'
import { releaseAlerts } from '../license-alerts/public.ts'
import { columnOfField } from './file-columns-of.ts'
import { deleteChanges } from './import-changes.queries.ts'
import { deleteProblems } from './import-problems.queries.ts'
import { changeImport, findImport, findImports, type ImportRow, keepMatching, lockImport } from './imports.queries.ts'
import { headersOf, importView, undoableUntil } from './imports.view.ts'
import { headersHash, rememberedPart, requireMatching } from './match-columns.ts'
import { missingOf } from './missing-of-import.ts'
import { showImport } from './show-import.ts'

/** An import with the version that its editor compares. */
export interface ReadImport {
  view: Import
  version: number
}

const read = async (context: CallContext, row: ImportRow): Promise<ReadImport> => ({
  view: await showImport(context, row),
  version: row.version,
})

/** @throws not_found (404) for anything but one’s own import */
export async function getImport(context: CallContext, id: string): Promise<ReadImport> {
  const row = await findImport(context.tx, id)
  if (!row) throw new AppError('not_found')
  return read(context, row)
}

/** One’s own imports, newest first. */
export async function listImports({ tx }: CallContext) {
  return (await findImports(tx, 100)).map(importView)
}

/**
 * Sets how an import is done, before it begins; a matching is remembered for the caller's house.
 * @throws not_found (404) for an import that is not one’s own, and for a parent that the caller cannot see
 * @throws import_not_possible (409) once it runs
 * @throws invalid_input (422) for a matching with fields that there are not (unknown_field), with one for two columns
 *   (matched_twice), or of another length than the file (matching_length)
 */
export async function updateImport(context: CallContext, id: string, patch: ImportPatch): Promise<ReadImport> {
  const { tx, caller, clock, ifMatch } = context
  const row = await lockOwn(context, id)
  requireMatch(ifMatch, row.version)
  requireState(row, ['analysed', 'checked'])
  if (patch.existing === 'update') requirePermission(caller, 'customers.update')
  if (patch.parentId) await findPlace(context, patch.parentId)
  const kind = row.kind as ImportKind
  const headers = headersOf(row)
  const { matching } = patch
  if (matching) {
    requireMatching(kind, matching, headers.length)
    await keepMatching(tx, {
      provider_id: caller.scope.providerId,
      house_id: caller.organization.id,
      kind,
      headers_hash: headersHash(headers),
      matching: JSON.stringify(rememberedPart(headers, matching)),
      updated_at: clock.now(),
    })
  }
  await deleteProblems(tx, id)
  await deleteChanges(tx, id)
  return read(
    context,
    await changeImport(tx, id, {
      ...(matching ? { matching: JSON.stringify(matching) } : {}),
      ...(patch.existing ? { existing: patch.existing } : {}),
      ...(patch.emptyCells ? { empty_cells: patch.emptyCells } : {}),
      ...(patch.parentId === undefined ? {} : { parent_id: patch.parentId }),
      ...nothingDone,
      state: 'analysed',
      version: row.version + 1,
      updated_at: clock.now(),
    }),
  )
}

const nothingDone = {
  position: 0,
  heads_done: 0,
  created: 0,
  updated: 0,
  unchanged: 0,
  skipped: 0,
  failed: 0,
  stopped_by: null,
}

/**
 * Begins a dry run or the import itself, in the background.
 * @throws import_not_possible (409) where it does not stand so, and where a field is missing
 * @throws invalid_input (422) where it is to be chosen first whose the devices become
 */
export async function beginImport(
  context: CallContext,
  id: string,
  state: 'checking' | 'running',
): Promise<ReadImport> {
  const { tx, caller } = context
  const row = await lockOwn(context, id)
  requireState(row, ['analysed', 'checked'])
  if (!row.has_file) throw notPossible(row, 'file_removed')
  const missing = await missingOf(context, row)
  const unmatched = missing.filter((field) => field !== 'parentId')
  if (unmatched.length > 0) throw notMatched(row, unmatched)
  if (missing.length > 0)
    throw invalidInput({ path: 'parentId', code: 'required', message: 'Choose whose the devices become' })
  if (row.kind !== 'customers' || row.existing === 'update') requirePermission(caller, 'customers.update')
  if (row.kind === 'customers' && row.existing !== 'update') {
    const place = await findPlace(context, row.parent_id ?? undefined)
    // Told before thousands of rows would say the same.
    if (!['division', 'enterprise'].includes(place.parentType)) checkType(place, 'customer')
  }
  await deleteProblems(tx, id)
  await deleteChanges(tx, id)
  return proceed(context, row, { ...nothingDone, state })
}

/**
 * Ends what is going on; a dry run leaves nothing, an import what it has made so far. A piece that is under way doesn't hold
 * this up: it finds out before it ends, and keeps nothing.
 */
export async function cancelImport(context: CallContext, id: string): Promise<ReadImport> {
  const row = await lockOwn(context, id)
  requireState(row, ['checking', 'running'])
  const { tx, clock } = context
  const isRunning = row.state === 'running'
  if (isRunning) await releaseAlerts(tx, row.provider_id, id)
  return read(
    context,
    await changeImport(tx, id, {
      state: isRunning ? 'cancelled' : 'analysed',
      ...(isRunning ? { finished_at: clock.now() } : nothingDone),
      version: row.version + 1,
      updated_at: clock.now(),
    }),
  )
}

/** Begins to take an import back, within a day after it has ended. */
export async function undoImport(context: CallContext, id: string): Promise<ReadImport> {
  const row = await lockOwn(context, id)
  requireState(row, ['finished', 'cancelled', 'stopped'])
  const until = undoableUntil(row)
  if (!until || until <= context.clock.now()) throw notPossible(row, until ? 'too_late' : 'nothing_made')
  return proceed(context, row, { state: 'undoing', taken_back: 0, kept: 0, stopped_by: null })
}

async function proceed(
  context: CallContext,
  row: ImportRow,
  change: Parameters<typeof changeImport>[2],
): Promise<ReadImport> {
  const { tx, clock, caller } = context
  const apiKeyId = caller.apiKey?.id ?? null
  const changed = await changeImport(tx, row.id, {
    ...change,
    api_key_id: apiKeyId,
    version: row.version + 1,
    updated_at: clock.now(),
  })
  const payload = { importId: row.id, membershipId: row.membership_id, rows: row.rows }
  // Told in the own organization's name, which may be one that the caller does not see: of the import alone.
  await emitEvent(context, { name: 'import.requested', version: 1, organizationId: caller.organization.id, payload })
  return read(context, changed)
}

async function lockOwn({ tx }: CallContext, id: string): Promise<ImportRow> {
  const row = await lockImport(tx, id)
  if (!row) throw new AppError('not_found')
  return row
}

function requireState(row: ImportRow, states: readonly ImportState[]): void {
  if (!states.some((state) => state === row.state)) throw notPossible(row, 'state')
}

function notPossible({ state }: ImportRow, reason: string): AppError {
  return new AppError('import_not_possible', { params: { state, reason } })
}

/** The refusal of what lacks columns: the fields by what they are called in a matching, and by their headings. */
function notMatched(row: ImportRow, fields: readonly string[]): AppError {
  const headings = fields.map((field) => columnOfField(row.kind as ImportKind, field)?.header ?? field)
  return new AppError('import_not_possible', {
    detail: `No column is matched with ${headings.join(' and ')}`,
    params: { state: row.state, reason: 'field_not_matched', fields: fields.join(', ') },
  })
}
