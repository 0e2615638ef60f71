import { membershipStatuses } from '@tenantry/contract/contacts.ts'
import { planKinds } from '@tenantry/contract/customer-list.ts'
import { builtInClasses, deviceStatuses } from '@tenantry/contract/devices.ts'
import { entityKinds } from '@tenantry/contract/entity-list.ts'
import { countryName } from '@tenantry/contract/fields/countries.ts'
import { organizationStatuses, organizationTypes } from '@tenantry/contract/organizations.ts'
import { systemRoleKeys } from '@tenantry/contract/permissions.ts'
import { formatDate, formatDateTime, formatNumber } from '../../platform/format.ts'
import { texts } from './audit-events.texts.ts'

/** One field that changed, with its values in words. */
export interface FieldChange {
  field: string
  before: string
  after: string
}

type Fields = Record<string, unknown> | null

/** The fields of an event that differ, groups such as an address taken apart; what was empty and stays so is left out. */
export function changesOf(event: { before: Fields; after: Fields }): FieldChange[] {
  const before = flat(event.before)
  const after = flat(event.after)
  const paths = [...new Set([...before.keys(), ...after.keys()])]
  return paths.flatMap((path) => {
    const [was, is] = [before.get(path) ?? null, after.get(path) ?? null]
    if (was === is) return []
    if (path === customersOfRule) return [{ field: fieldWords(path), ...customersWords(was, is) }]
    if (isUnknownName(was) && isUnknownName(is)) return []
    const name = path.slice(path.lastIndexOf('.') + 1)
    return [{ field: fieldWords(path), before: valueWords(name, was), after: valueWords(name, is) }]
  })
}

/** `location.postalCode` → `Location, postal code`, `limit.it_assets` → `Limit, IT assets`. */
export function fieldWords(path: string): string {
  const words = path
    .split('.')
    .map((name) =>
      name
        .replace(/([a-z])([A-Z0-9])/g, '$1 $2')
        .replaceAll('_', ' ')
        .toLocaleLowerCase(),
    )
    .join(', ')
    .replace(/\b(it|id)\b/g, (word) => word.toUpperCase())
  return words.charAt(0).toLocaleUpperCase() + words.slice(1)
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** The ids of things say nothing to a person; names stand beside them. An id that somebody typed is a value. */
function isUnknownName(value: unknown): boolean {
  return value === null || (typeof value === 'string' && uuid.test(value))
}

function flat(fields: Fields, prefix = ''): Map<string, unknown> {
  const entries = Object.entries(fields ?? {}).flatMap(([name, logged]): [string, unknown][] => {
    const value = name === 'conditions' ? conditionsIn(logged) : logged
    if (isGroup(value)) return [...flat(value, `${prefix}${name}.`)]
    if (!Array.isArray(value)) return [[`${prefix}${name}`, value]]
    if (!value.some(isGroup)) return [[`${prefix}${name}`, value.join(', ')]]
    // Things of a list are told apart by their place, as people count.
    return [...flat(Object.fromEntries(value.map((item, index) => [index + 1, item])), `${prefix}${name}.`)]
  })
  return new Map(entries)
}

/** Customers stand in a rule by their ids, which say nothing to a person: their number is told. */
const customersOfRule = 'conditions.customers'

function customersWords(was: unknown, is: unknown) {
  const [before, after] = [countWords(was), countWords(is)]
  return { before, after: before === after ? texts.notTheSame(after) : after }
}

function countWords(ids: unknown): string {
  if (ids === null) return ''
  const count = String(ids).split(', ').length
  const [one, many] = texts.lists.customers ?? texts.rows
  return `${formatNumber(count)} ${count === 1 ? one : many}`
}

/** What a license rule wants of devices is logged as JSON in one field; what it leaves open is no change. */
function conditionsIn(logged: unknown): unknown {
  if (typeof logged !== 'string' || !logged.startsWith('{')) return logged
  const { organizationIds, ...others } = JSON.parse(logged)
  const wanted = Object.entries({ ...others, customers: organizationIds })
  return Object.fromEntries(wanted.filter(([, values]) => Array.isArray(values) && values.length > 0))
}

function isGroup(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function valueWords(name: string, value: unknown): string {
  if (value === null || value === undefined || value === '') return ''
  if (typeof value === 'boolean') return value ? texts.yes : texts.no
  if (typeof value === 'number') return formatNumber(value)
  const text = String(value)
  const words = texts.values[name]
  if (words && Object.hasOwn(words, text)) return words[text] ?? text
  if (enumerations[name]?.includes(text)) return enumWords(text)
  if (name === 'classes') return text.split(', ').map(classWords).join(', ')
  if (name === 'country') return countryName(text)
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return formatDate(text)
  return /^\d{4}-\d{2}-\d{2}T.*Z$/.test(text) ? formatDateTime(text) : text
}

/** Fields whose values are names of the API; the same name holds other values, typed by people, elsewhere. */
const enumerations: Record<string, readonly string[]> = {
  type: organizationTypes,
  status: [...organizationStatuses, ...membershipStatuses, ...deviceStatuses],
  class: builtInClasses,
  icon: builtInClasses,
  kind: [...entityKinds, ...planKinds],
  role: systemRoleKeys,
  send: ['now', 'on', 'later'],
}

const classWords = (code: string) => valueWords('class', code)

/** `business_unit` → `Business unit`. */
function enumWords(value: string): string {
  const words = value.replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
