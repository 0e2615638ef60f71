/** What an organization is to have of licenses, as a form holds it. */
import { ApiError } from '@tenantry/contract/client.ts'
import {
  type LicenseMode,
  type LicenseShare,
  type LicensesInput,
  licenseModes,
  mostLicenses,
} from '@tenantry/contract/licenses.ts'
import type { z } from 'zod'
import { formatNumber } from '../../platform/format.ts'
import { shortagesOf } from '../../platform/license-words.ts'
import { typedCount } from '../../platform/typed-count.ts'
import type { FieldErrors } from '../../platform/zod-form.ts'
import { type LimitRow, leftWith } from './left-above.ts'
import { texts } from './license-limits.texts.ts'
import type { TypedAlerts } from './typed-alerts.ts'

/** A limit as typed; an empty one is none. */
export type TypedLimit = { limit: string; overage: string }

/** What a form holds; the limits by the code of their type. */
export type LimitValues = { mode: string; limits: { [type: string]: TypedLimit }; alerts?: TypedAlerts }

const nothing: TypedLimit = { limit: '', overage: '' }

/** What a new organization begins with. */
export const noLimits: LimitValues = { mode: 'unlimited', limits: {} }

/** The mode of a form; what is none counts as unlimited. */
export function modeOf({ mode }: LimitValues): LicenseMode {
  return licenseModes.find((each) => each === mode) ?? 'unlimited'
}

/** What is typed for a type. */
export function limitOf({ limits }: LimitValues, type: string): TypedLimit {
  return limits[type] ?? nothing
}

/** The values with something else typed for a type. */
export function withLimit(values: LimitValues, type: string, change: Partial<TypedLimit>): LimitValues {
  return { ...values, limits: { ...values.limits, [type]: { ...limitOf(values, type), ...change } } }
}

/** A count as typed; null where nothing is, NaN for what is none. */
export function countOf(typed: string): number | null {
  const text = typed.trim()
  if (text === '') return null
  return typedCount(text)
}

const textOf = (count: number) => (count === 0 ? '' : String(count))

/** The values of what is stored, types without a limit among them. */
export function limitValuesOf(mode: LicenseMode, types: readonly Pick<LicenseShare, 'type' | 'limit' | 'overage'>[]) {
  return filledLimits({ mode, types: [...types] })
}

/** The values of what a request asks for. */
export function filledLimits({ mode, types = [] }: z.input<typeof LicensesInput>) {
  const entries = types.map(({ type, limit, overage = 0 }): [string, TypedLimit] => [
    type,
    { limit: limit === null ? '' : String(limit), overage: textOf(overage) },
  ])
  return { mode, limits: Object.fromEntries(entries) } satisfies LimitValues
}

/** What is sent: the types with a limit, in their order by code; none in the unlimited mode. */
export function toLicensesInput(values: LimitValues): LicensesInput {
  const mode = modeOf(values)
  if (mode === 'unlimited') return { mode, types: [] }
  const types = Object.entries(values.limits)
    .map(([type, { limit, overage }]) => ({ type, limit: countOf(limit), overage: countOf(overage) ?? 0 }))
    .filter(({ limit }) => limit !== null)
    .sort((one, other) => (one.type < other.type ? -1 : 1))
  return { mode, types }
}

function countError(typed: string): string | null {
  const count = countOf(typed)
  if (count === null) return null
  if (Number.isNaN(count)) return texts.wrongCount
  return count > mostLicenses ? texts.tooMany(formatNumber(mostLicenses)) : null
}

/** What keeps the values from being sent, by path in them. */
export function limitErrors(values: LimitValues): FieldErrors {
  if (modeOf(values) === 'unlimited') return {}
  const problems = Object.entries(values.limits).flatMap(([type, { limit, overage }]): [string, string | null][] => [
    [`limits.${type}.limit`, countError(limit)],
    [`limits.${type}.overage`, countOf(limit) === null ? null : countError(overage)],
  ])
  return Object.fromEntries(problems.filter((each): each is [string, string] => each[1] !== null))
}

/** What cannot be given of a type, in words; undefined for what can, as far as it is known. */
export function shortText(row: LimitRow, typed: string): string | undefined {
  const limit = countOf(typed)
  if (limit === null || Number.isNaN(limit)) return undefined
  const left = leftWith(row, limit)
  if (left === null || left >= 0) return undefined
  return row.available === null || row.available <= 0 ? texts.noneLeft : mostText(row.available - row.held, row.held)
}

/** The most that can be given: what is free, with what it has already, each with its own number. */
function mostText(free: number, held: number): string {
  if (held === 0) return texts.onlyLeft(formatNumber(free))
  return texts.atMost(formatNumber(free + held), formatNumber(held), formatNumber(Math.max(0, free)))
}

/** Limits that take more than there is above, by the field of each. */
export function shortErrors(values: LimitValues, rows: readonly LimitRow[]): FieldErrors {
  if (modeOf(values) === 'unlimited') return {}
  const found = rows.map(
    (row) => [`limits.${row.type}.limit`, shortText(row, limitOf(values, row.type).limit)] as const,
  )
  return Object.fromEntries(found.flatMap(([path, text]) => (text === undefined ? [] : [[path, text]])))
}

/** Limits of types that are not counted any more, by the field of each; none while it is not known what is. */
export function uncountedErrors(values: LimitValues, rows: readonly LimitRow[] | undefined): FieldErrors {
  if (!rows) return {}
  const gone = toLicensesInput(values).types.filter(({ type }) => !rows.some((row) => row.type === type))
  return Object.fromEntries(gone.map(({ type }) => [`limits.${type}.limit`, texts.uncounted]))
}

/**
 * Errors of the API (`types.2.limit`) and shortages (`types.it_assets`), moved to where the fields are; what is about no
 * field of a type is the mode's.
 */
export function toLimitPaths(errors: FieldErrors, values: LimitValues): FieldErrors {
  const sent = toLicensesInput(values).types
  const placed = Object.entries(errors).map(([path, message]): [string, string] => {
    if (path.startsWith('alerts.')) return [path, message]
    const [, of = '-', field] = /^types\.(\w+)(?:\.(\w+))?$/.exec(path) ?? []
    const isShortage = /^[a-z]/.test(of)
    const type = isShortage ? sent.find((each) => each.type === of)?.type : sent[Number(of)]?.type
    if (type) return [`limits.${type}.${field === 'overage' ? field : 'limit'}`, message]
    return ['mode', isShortage ? texts.shortage(of.replaceAll('_', ' ')) : message]
  })
  return Object.fromEntries(placed)
}

/**
 * What a refusal says about types of which not enough is left above, by path of the request; empty for any other one.
 * @param heldOf what it has of a type already, and may have beside what is left
 */
export function shortageErrors(error: unknown, heldOf: (type: string) => number = () => 0): FieldErrors {
  if (!(error instanceof ApiError && error.code === 'license_exhausted')) return {}
  const said = shortagesOf(error.problem).map(({ type, free }): [string, string] => [
    `types.${type}`,
    free === null ? texts.noneLeft : mostText(free, heldOf(type)),
  ])
  return Object.fromEntries(said)
}
