import { newIdempotencyKey } from '../../../platform/api.ts'
import type { Known, Saved, Sending } from '../drafts/draft-saver.ts'
import type { FormValues } from '../form/form-part.ts'
import type { WizardStart, WizardValues } from './step.ts'

/**
 * What was typed and not yet created. It stays in the storage of this window until it is saved on the server, so that
 * loading the page again or a lost connection loses nothing, and another person at the same browser never sees it.
 */
export interface Draft {
  values: WizardValues
  /** What it began with, to tell what was typed. */
  begun: WizardValues
  stepId: string
  start: WizardStart
  /** ISO 8601. */
  begunAt: string
  /** The key of this run: it stays over retries, so that a customer is created once. */
  idempotencyKey: string
  /** Where it lies on the server; null before it was saved there. */
  saved: Known['saved']
  /** What was sent there, while nobody knows what has become of it. */
  unanswered?: Known['unanswered']
  isWhole?: Known['isWhole']
}

/** Changes when older drafts cannot be read any more. */
const version = 3

/**
 * Whose draft it is, and below which organization: adding below a partner does not continue another draft. One that was
 * resumed goes by its own id.
 */
export interface DraftOwner {
  membershipId: string
  parentId: string
  resumedId?: string | undefined
}

const storageKeys = (membershipId: string) => `tenantry-add-customer-${version}-${membershipId}-`
const storageKey = ({ membershipId, parentId, resumedId }: DraftOwner) =>
  `${storageKeys(membershipId)}${resumedId ?? parentId}`

/** A draft in which nothing is typed yet. */
export function newDraft(values: WizardValues, stepId: string, start: WizardStart): Draft {
  const begunAt = new Date().toISOString()
  return { values, begun: values, stepId, start, begunAt, idempotencyKey: newIdempotencyKey(), saved: null }
}

/**
 * The values of a draft from the server in the shape that the steps have today: what is unknown goes, what is missing is
 * as in a new one.
 */
export function valuesFrom(initial: WizardValues, given: Record<string, unknown>): WizardValues {
  const steps = Object.entries(initial).map(([id, values]): [string, FormValues] => [id, shaped(values, given[id])])
  return Object.fromEntries(steps)
}

function shaped(initial: FormValues, given: unknown): FormValues {
  if (!isRecord(given)) return initial
  // A list in a form is a group whose names are its own.
  if (Object.keys(initial).length === 0) return given as FormValues
  const entries = Object.entries(initial).map(([name, value]): [string, FormValues[string]] => {
    const kept = given[name]
    if (typeof value === 'object') return [name, shaped(value, kept)]
    return [name, typeof kept === typeof value ? (kept as typeof value) : value]
  })
  return Object.fromEntries(entries)
}

/** Reads the draft that this person left here; null where there is none or its steps are not today's. */
export function readDraft(storage: Storage, owner: DraftOwner, stepIds: readonly string[]): Draft | null {
  const draft = parsed(storage, storageKey(owner))
  return draft && stepIds.every((id) => isRecord(draft.values[id]) && isRecord(draft.begun[id])) ? draft : null
}

/** Keeps a draft; a full or forbidden storage costs only the convenience. */
export function keepDraft(storage: Storage, owner: DraftOwner, draft: Draft): void {
  try {
    storage.setItem(storageKey(owner), JSON.stringify(draft))
  } catch {
    // Without room for it, the draft lives as long as the page.
  }
}

/** Notes what is known of a run's draft on the server, in the one that is kept; what is typed stays as it was kept. */
export function noteKnown(storage: Storage, owner: DraftOwner, idempotencyKey: string, known: Known): void {
  const kept = parsed(storage, storageKey(owner))
  if (kept?.idempotencyKey === idempotencyKey) keepDraft(storage, owner, { ...kept, ...known })
}

/**
 * Goes on, in a draft that is resumed, with what was typed of it in this window, however the wizard was opened then: it
 * is found by its own id from now on, and by no other way.
 */
export function adoptDraft(storage: Storage, owner: DraftOwner): void {
  const own = storageKey(owner)
  for (const { key, draft } of draftsAt(storage, owner.membershipId, owner.resumedId)) {
    if (key === own) continue
    const before = parsed(storage, own)
    if (!before || before.isWhole) keepDraft(storage, owner, draft)
    storage.removeItem(key)
  }
}

/** Whether another device has gone on with what was kept here, all of which the server had. */
export function isBehind({ saved, isWhole }: Draft, found: Saved | undefined): boolean {
  return isWhole === true && saved !== null && saved.id === found?.id && saved.etag !== found.etag
}

/** What was typed in this window of a draft of the server, and is nowhere else; null for nothing. */
export function readTyped(storage: Storage, membershipId: string, draftId: string): (Draft & { saved: Saved }) | null {
  const typed = draftsAt(storage, membershipId, draftId).find(({ draft }) => !draft.isWhole)
  return typed?.draft ?? null
}

/** Throws away what was typed in this window of a draft that was thrown away. */
export function forgetDraft(storage: Storage, membershipId: string, draftId: string): void {
  for (const { key } of draftsAt(storage, membershipId, draftId)) storage.removeItem(key)
}

/** What was kept in this window of a draft of the server. */
function draftsAt(storage: Storage, membershipId: string, draftId: string | undefined) {
  if (draftId === undefined) return []
  try {
    const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '')
    const drafts = keys
      .filter((key) => key.startsWith(storageKeys(membershipId)))
      .map((key) => ({ key, draft: parsed(storage, key) }))
    return drafts.flatMap(({ key, draft }) =>
      draft?.saved?.id === draftId ? [{ key, draft: { ...draft, saved: draft.saved } }] : [],
    )
  } catch {
    return []
  }
}

function parsed(storage: Storage, key: string): Draft | null {
  try {
    const draft: unknown = JSON.parse(storage.getItem(key) ?? 'null')
    return isDraft(draft) ? draft : null
  } catch {
    return null
  }
}

/** Throws the draft away. */
export function dropDraft(storage: Storage, owner: DraftOwner): void {
  try {
    storage.removeItem(storageKey(owner))
  } catch {
    // What cannot be reached cannot be left behind either.
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isDraft(value: unknown): value is Draft {
  return (
    isRecord(value) &&
    isRecord(value.values) &&
    isRecord(value.begun) &&
    isRecord(value.start) &&
    isRecord(value.start.parent) &&
    typeof value.stepId === 'string' &&
    typeof value.begunAt === 'string' &&
    typeof value.idempotencyKey === 'string' &&
    (value.saved === null || isRecord(value.saved)) &&
    (!value.unanswered || isSending(value.unanswered))
  )
}

function isSending(value: unknown): value is Sending {
  if (!isRecord(value) || !isRecord(value.content) || !isRecord(value.content.values)) return false
  return value.key === null || typeof value.key === 'string'
}
