/** The classes of devices as those need them who add, change and find devices; they are kept in the room device-classes. */
import { filterConditions, type ListQuery } from '@tenantry/contract/list.ts'
import type { Caller } from '../../platform/auth/caller.ts'
import { type AppError, invalidInput } from '../../platform/errors.ts'
import type { Context } from '../../platform/http/context.ts'
import { findClassesOfDevices, findUsedAmong } from './license-counts.queries.ts'

type WithTx = Pick<Context, 'tx'>

/** Why a class takes no new device: there is none with its key, or it is archived. */
type ClassRefusal = 'class_unknown' | 'class_archived'

/** The classes of a provider, read once for many devices. */
export interface DeviceClasses {
  /** The types that a device takes by its class. */
  licenseTypes: (code: string) => readonly string[]
  /** What keeps a new device out of a class; null where it takes them. */
  refusalOf: (code: string) => ClassRefusal | null
  /** The same as a problem of a field of the input. */
  problemOf: (code: string, path?: string) => AppError | null
  /** Which class a file means by a name or a key, without regard to case, spaces and dashes. */
  named: (word: string) => string | null
  nameOf: (code: string) => string
  /** The names of those that take new devices. */
  openNames: readonly string[]
  codes: readonly string[]
}

/** Reads the classes of the caller's provider. */
export async function classesOf({ tx }: WithTx): Promise<DeviceClasses> {
  const rows = await findClassesOfDevices(tx)
  const byCode = new Map(rows.map((row) => [row.code, row]))
  const refusalOf = (code: string) => {
    const row = byCode.get(code)
    if (!row) return 'class_unknown'
    return row.is_archived ? 'class_archived' : null
  }
  const open = rows.filter(({ is_archived }) => !is_archived)
  const openCodes = open.map(({ code }) => code)
  return {
    licenseTypes: (code) => byCode.get(code)?.license_types ?? [],
    refusalOf,
    problemOf: (code, path = 'class') => problemOf(refusalOf(code), openCodes, path),
    named: namedAmong(rows),
    nameOf: (code) => byCode.get(code)?.name ?? code,
    openNames: open.map(({ name }) => name),
    codes: [...byCode.keys()],
  }
}

function problemOf(code: ClassRefusal | null, open: readonly string[], path: string): AppError | null {
  if (code === null) return null
  const why = code === 'class_archived' ? 'This class is archived and takes no new devices: one' : 'One'
  return invalidInput({ path, code, message: `${why} of ${open.join(', ')} is needed` })
}

const exact = (word: string) => word.normalize('NFKC').trim().toLowerCase()
const loose = (word: string) => exact(word).replace(/[\s_-]+/g, '')

/** What inventories call devices of the classes that every provider has, German ones as well. */
const otherWords: Readonly<Record<string, readonly string[]>> = {
  computer: [
    'Laptop',
    'Notebook',
    'Desktop',
    'Desktop PC',
    'Workstation',
    'PC',
    'Thin client',
    'All-in-one',
    'Mac',
    'Rechner',
    'Arbeitsplatz',
    'Arbeitsplatz-PC',
    'Arbeitsplatzrechner',
  ],
  server: [
    'Virtual machine',
    'VM',
    'Virtual server',
    'Physical server',
    'Hypervisor',
    'NAS',
    'Virtuelle Maschine',
    'Virtueller Server',
    'Physischer Server',
  ],
  network_device: [
    'Network',
    'Switch',
    'Router',
    'Firewall',
    'Access point',
    'Wireless access point',
    'Gateway',
    'Modem',
    'Netzwerk',
    'Netzwerkgerät',
    'Netzwerkkomponente',
  ],
  printer: [
    'MFP',
    'Multifunction printer',
    'Plotter',
    'Copier',
    'Drucker',
    'Netzwerkdrucker',
    'Multifunktionsgerät',
    'Multifunktionsdrucker',
    'Kopierer',
  ],
  phone: [
    'Smartphone',
    'Mobile',
    'Mobile phone',
    'Cell phone',
    'iPhone',
    'Telefon',
    'Mobiltelefon',
    'Handy',
    'Diensthandy',
  ],
  tablet: ['iPad'],
}

/**
 * A name as it stands before anything that is read loosely: what an export has written comes back as the same class. What
 * others call a class comes last, so that a provider's own class of that name is meant before.
 */
function namedAmong(rows: readonly { code: string; name: string }[]): (word: string) => string | null {
  const words = new Map<string, string>()
  const note = (word: string, code: string) => words.has(word) || words.set(word, code)
  for (const { code, name } of rows) note(exact(name), code)
  for (const { code } of rows) note(code, code)
  for (const { code, name } of rows) for (const word of [name, code]) note(`~${loose(word)}`, code)
  for (const { code } of rows) for (const word of otherWords[code] ?? []) note(`~${loose(word)}`, code)
  return (word) => words.get(exact(word)) ?? words.get(`~${loose(word)}`) ?? null
}

/**
 * Refuses a class that takes no new devices.
 * @throws invalid_input (422) `class_unknown` or `class_archived` with the keys of those that do
 */
export async function requireOpenClass(context: WithTx, code: string): Promise<void> {
  const problem = (await classesOf(context)).problemOf(code)
  if (problem) throw problem
}

/**
 * Those of a provider's classes that there are for the caller: all for the provider's people; for those below it the built-in
 * ones, what they may give a device, and what something that they see is of. What else a provider counts is not theirs to know.
 */
export async function classesSeenBy<Row extends { code: string; is_built_in: boolean; is_archived: boolean }>(
  { tx, caller }: Asking,
  rows: readonly Row[],
): Promise<Row[]> {
  if (caller.organization.type === 'provider') return [...rows]
  const mayGive = caller.permissions.has('devices.write')
  const isOpen = (row: Row) => row.is_built_in || (mayGive && !row.is_archived)
  const closed = rows.flatMap((row) => (isOpen(row) ? [] : [row.code]))
  const used = await findUsedAmong(tx, closed)
  return rows.filter((row) => isOpen(row) || used.has(row.code))
}

/** Who asks for classes. */
type Asking = WithTx & { caller: Pick<Caller, 'organization' | 'permissions'> }

/**
 * Refuses conditions of a list on classes that there are not for the caller.
 * @throws invalid_input (422) with the keys of those that there are and that take new devices
 */
export async function requireKnownClasses(
  context: Asking,
  query: Pick<ListQuery, 'filter'>,
  builtIn: readonly string[],
): Promise<void> {
  const asked = filterConditions(query).filter(({ column }) => column === 'class')
  // The built-in ones are always there.
  if (asked.every(({ values }) => values.every((value) => builtIn.includes(value)))) return
  const seen = await classesSeenBy(context, await findClassesOfDevices(context.tx))
  const codes = new Set(seen.map(({ code }) => code))
  const unknown = asked.filter(({ values }) => values.some((value) => !codes.has(value)))
  if (unknown.length === 0) return
  const open = seen.flatMap(({ code, is_archived }) => (is_archived ? [] : [code]))
  throw invalidInput(
    ...unknown.map(({ operator }) => ({
      path: `filter.class.${operator}`,
      code: 'filter_invalid',
      message: `One of ${open.join(', ')}, or one that devices have, is needed`,
    })),
  )
}
