import { newIdempotencyKey } from '../../../platform/api.ts'
import type { WizardStart, WizardValues } from './step.ts'

/**
 * What was typed and not yet created. It stays in the storage of this window, so that loading the page again loses
 * nothing and another person at the same browser never sees it.
 */
export interface Draft {
  values: WizardValues
  /** What it began with, to tell what was typed. */
  begun: WizardValues
  stepId: string
  start: WizardStart
  /** The key of this run: it stays over retries, so that a customer is created once. */
  idempotencyKey: string
}

/** Changes when older drafts cannot be read any more. */
const version = 1

/** Whose draft it is, and below which organization: adding below a partner does not continue another draft. */
export interface DraftOwner {
  membershipId: string
  parentId: string
}

const storageKey = ({ membershipId, parentId }: DraftOwner) =>
  `tenantry-add-customer-${version}-${membershipId}-${parentId}`

/** A draft in which nothing is typed yet. */
export function newDraft(values: WizardValues, stepId: string, start: WizardStart): Draft {
  return { values, begun: values, stepId, start, idempotencyKey: newIdempotencyKey() }
}

/** Reads the draft that this person left here; null where there is none or its steps are not today's. */
export function readDraft(storage: Storage, owner: DraftOwner, stepIds: readonly string[]): Draft | null {
  try {
    const draft: unknown = JSON.parse(storage.getItem(storageKey(owner)) ?? 'null')
    return isDraft(draft) && stepIds.every((id) => isRecord(draft.values[id]) && isRecord(draft.begun[id]))
      ? draft
      : null
  } catch {
    return null
  }
}

/** Keeps a draft; a full or forbidden storage costs only the convenience. */
export function keepDraft(storage: Storage, owner: DraftOwner, draft: Draft): void {
  try {
    storage.setItem(storageKey(owner), JSON.stringify(draft))
  } catch {
    // Without room for it, the draft lives as long as the page.
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
    typeof value.idempotencyKey === 'string'
  )
}
