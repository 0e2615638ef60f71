/** What rows of entities, of further contacts and of devices do differently. */
import type { ContactRecord } from '@tenantry/contract/contact-file.ts'
import { contactBody } from '@tenantry/contract/contact-file.ts'
import { NewContactInput, OtherContactPatch } from '@tenantry/contract/contacts.ts'
import { type DeviceRecord, DeviceRowInput, DeviceRowPatch, deviceBody } from '@tenantry/contract/device-file.ts'
import { EntityInput, EntityPatch } from '@tenantry/contract/entities.ts'
import { type EntityRecord, entityBody } from '@tenantry/contract/entity-file.ts'
import type { FieldProblem } from '@tenantry/contract/errors.ts'
import { type AddressToCheck, checkAddress } from '@tenantry/contract/fields/address.ts'
import { sortKey } from '@tenantry/contract/fields/sort-keys.ts'
import * as subdivisions from '@tenantry/contract/fields/subdivisions.ts'
import type { Given, RowProblem } from '@tenantry/contract/file-columns.ts'
import type { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { createContacts, findOthersAmong, findOthersOf, getContact, updateContact } from '../contacts/public.ts'
import {
  createDevices,
  findDeviceHomes,
  findDevicesNamed,
  getDeviceOfRow,
  holdAllSerials,
  holdDevices,
  serialKeyOf,
  updateDeviceOfRow,
} from '../devices/public.ts'
import { createEntities, findEntitiesNamed, findEntityHomes, getEntity, updateEntity } from '../entities/public.ts'
import { classesOf } from '../license-counts/public.ts'
import type { Run } from './chunk.ts'
import { type TakenByDevice, takenByDevices } from './earlier-devices.ts'
import { askable } from './our-ids.ts'

/** What a row tells of any of them. */
export type PartRecord = EntityRecord & ContactRecord & Omit<DeviceRecord, 'name' | 'id' | 'createdAt' | 'updatedAt'>

/** An entity, a contact or a device with its version. */
export interface ReadPart {
  part: { id: string }
  version: number
}

/** What the kinds do differently. */
export interface Part<Input, Patch> {
  input: z.ZodType<Input>
  patch: z.ZodType<Patch>
  body: (given: Given<PartRecord>) => Record<string, unknown>
  /** Whether one without the code of a customer belongs to the house itself. */
  isOfHouse?: true
  /** Puts what stands for a word of a row in its place, for rows that are brought in together; tells what is wrong with one. */
  resolve?: (context: CallContext) => Promise<(body: Record<string, unknown>) => RowProblem[]>
  /** What does not go together in one by itself. */
  together: (body: Record<string, unknown>) => FieldProblem[]
  /** What tells one from the others of its customer; null where the row does not say. */
  key: (body: Record<string, unknown>) => string | null
  /** The columns that say so: what is wrong with one of them leaves open which one is meant. */
  keyFields: (key: string) => readonly string[]
  /** Where a problem with that is told. */
  keyPath: (key: string | null) => string
  /** What several have that nothing but their ids tells apart. */
  alike: (key: string) => string
  /** What one that is there is called. */
  nameOf: (part: object) => string
  /** Has others that would add the same ones wait until the transaction ends, before it is looked for what is there. */
  takeTurns?: (context: CallContext, rows: readonly Telling[]) => Promise<void>
  /** The ids of those that are there, by {@link placeOf}; of several where that does not tell them apart. */
  find: (context: CallContext, wanted: readonly Wanted[]) => Promise<Map<string, string[]>>
  /** The customers of those of some ids that the caller sees. */
  homes: (context: CallContext, ids: readonly string[]) => Promise<Map<string, string>>
  read: (context: CallContext, customerId: string, id: string) => Promise<ReadPart>
  /** Adds any number by a few statements; each is there afterwards, or what is in its way. */
  create: (
    context: CallContext,
    wishes: readonly { organizationId: string; input: Input }[],
    run: Run,
  ) => Promise<(ReadPart | AppError)[]>
  /** Locks what is about to be changed and added, before any of it is; tells whether licenses are held. */
  hold?: (context: CallContext, coming: Coming<Input, Patch>, run: Run) => Promise<boolean>
  update: (context: CallContext, customerId: string, id: string, patch: Patch) => Promise<ReadPart>
  /** The licenses that rows take, or give back. */
  taken?: {
    byNew: (wish: { organizationId: string; input: Input }) => TakenByDevice
    byChanged: (before: object, after: object) => TakenByDevice[]
  }
  /** What the undo sets where a patch has changed something, when these are not the fields of the patch. */
  restored?: (patch: Patch) => object
}

/** What rows of a piece change and add. */
interface Coming<Input, Patch> {
  changes: readonly { id: string; patch: Patch }[]
  wishes: readonly { organizationId: string; input: Input }[]
}

/** One of a customer, by what tells it from the others there. */
export interface Wanted {
  customerId: string
  key: string
}

/** What a row tells of what it is about: whose it is, what tells it from the others there, and the id that it names. */
interface Telling {
  customerId: string | null
  key: string | null
  id: string | null
}

/** What tells one from all others, of whichever customer. */
export const placeOf = ({ customerId, key }: Wanted) => `${customerId} ${key}`

const byPlace = (found: readonly (Wanted & { id: string })[]) => {
  const ids = new Map<string, string[]>()
  for (const each of found) {
    const place = placeOf(each)
    const alike = ids.get(place)
    if (alike) alike.push(each.id)
    else ids.set(place, [each.id])
  }
  return ids
}

const distinct = (values: readonly string[]) => [...new Set(values)]

const textOf = (value: unknown) => (typeof value === 'string' ? value.trim() : '')

const homesOf = (rows: readonly { id: string; organization_id: string }[]) =>
  new Map(rows.map(({ id, organization_id }) => [id, organization_id]))

/** Rows of entities. */
export const entities: Part<EntityInput, EntityPatch> = {
  input: EntityInput,
  patch: EntityPatch,
  body: entityBody,
  together: ({ location }) =>
    checkAddress((location ?? {}) as AddressToCheck, subdivisions).map(({ path, ...problem }) => ({
      path: ['location', ...path].join('.'),
      ...problem,
    })),
  key: ({ name }) => sortKey(textOf(name)) || null,
  keyFields: () => ['name'],
  keyPath: () => 'name',
  alike: () => 'name',
  nameOf: (part) => textOf((part as { name?: unknown }).name),
  find: async ({ tx }, wanted) => {
    const there = await findEntitiesNamed(
      tx,
      distinct(wanted.map(({ customerId }) => customerId)),
      distinct(wanted.map(({ key }) => key)),
    )
    return byPlace(there.map((row) => ({ customerId: row.organization_id, key: row.name_key, id: row.id })))
  },
  homes: async ({ tx }, ids) => homesOf(await findEntityHomes(tx, ids)),
  read: async (context, customerId, id) => partOf(await getEntity(context, customerId, id)),
  create: async (context, wishes) =>
    (await createEntities(context, wishes)).map((each) => (each instanceof AppError ? each : partOf(each))),
  update: async (context, customerId, id, patch) => partOf(await updateEntity(context, customerId, id, patch)),
}

const partOf = ({ entity, version }: { entity: { id: string }; version: number }) => ({ part: entity, version })

/** Rows of further contacts. */
export const contacts: Part<NewContactInput, OtherContactPatch> = {
  input: NewContactInput,
  patch: OtherContactPatch,
  body: contactBody,
  together: () => [],
  key: contactKey,
  keyFields: (key) => (key.startsWith('@') ? ['email'] : ['email', 'firstName', 'lastName', 'role']),
  keyPath: (key) => (key === null || key.startsWith('@') ? 'email' : 'firstName'),
  alike: (key) => (key.startsWith('@') ? 'email' : 'name and role'),
  nameOf: (part) => {
    const { firstName, lastName, email, role } = part as Record<string, unknown>
    return [firstName, lastName].map(textOf).filter(Boolean).join(' ') || textOf(email) || textOf(role)
  },
  find: async ({ tx }, wanted) => {
    const there = await findOthersOf(tx, distinct(wanted.map(({ customerId }) => customerId)))
    return byPlace(
      there.flatMap(({ id, organization_id: customerId, role, first_name, last_name, email }) => {
        const key = contactKey({ email, firstName: first_name, lastName: last_name, role })
        return key === null ? [] : [{ customerId, key, id }]
      }),
    )
  },
  homes: async ({ tx }, ids) => homesOf(await findOthersAmong(tx, ids)),
  read: async (context, customerId, id) => contactOf(await getContact(context, customerId, id)),
  create: async (context, wishes, { addedBefore }) =>
    (await createContacts(context, wishes, addedBefore)).map((each) =>
      each instanceof AppError ? each : contactOf(each),
    ),
  update: async (context, customerId, id, patch) => contactOf(await updateContact(context, customerId, id, patch)),
}

const contactOf = ({ contact, version }: { contact: { id: string }; version: number }) => ({ part: contact, version })

/** A contact is known by its email; one without by its name and role. */
function contactKey({ email, firstName, lastName, role }: Record<string, unknown>): string | null {
  if (textOf(email) !== '') return `@${textOf(email).toLowerCase()}`
  const name = sortKey([firstName, lastName].map(textOf).join(' '))
  return name === '' ? null : `${name}/${sortKey(textOf(role))}`
}

/** Rows of devices. */
export const devices: Part<DeviceRowInput, DeviceRowPatch> = {
  input: DeviceRowInput,
  patch: DeviceRowPatch,
  body: (given) => deviceBody(given as Given<DeviceRecord>),
  isOfHouse: true,
  resolve: resolveClass,
  together: () => [],
  key: deviceKey,
  keyFields: (key) => (key.startsWith('#') ? ['serialNumber'] : ['serialNumber', 'name']),
  keyPath: (key) => (key?.startsWith('#') ? 'serialNumber' : 'name'),
  alike: (key) => (key.startsWith('#') ? 'serial number' : 'name'),
  nameOf: (part) => textOf((part as { name?: unknown }).name),
  takeTurns: async ({ tx }, rows) => {
    if (!rows.some(({ key }) => key?.startsWith('#'))) return
    const homes = await findDeviceHomes(tx, askable(rows.map(({ id }) => id)))
    // Those of the other rows, too: what is changed there shares the same locks later, and they are taken in one order.
    await holdAllSerials(tx, [
      ...rows.flatMap(({ customerId }) => customerId ?? []),
      ...homes.map(({ organization_id }) => organization_id),
    ])
  },
  find: async ({ tx }, wanted) => {
    const keys = distinct(wanted.map(({ key }) => key))
    const there = await findDevicesNamed(tx, distinct(wanted.map(({ customerId }) => customerId)), {
      serialKeys: keys.flatMap((key) => (key.startsWith('#') ? [key.slice(1)] : [])),
      nameKeys: keys.flatMap((key) => (key.startsWith('/') ? [key.slice(1)] : [])),
    })
    return byPlace(
      there.flatMap(({ id, organization_id: customerId, serial_key, name_key }) =>
        [...(serial_key === null ? [] : [`#${serial_key}`]), `/${name_key}`].map((key) => ({ customerId, key, id })),
      ),
    )
  },
  homes: async ({ tx }, ids) => homesOf(await findDeviceHomes(tx, ids)),
  read: async (context, _, id) => deviceOf(await getDeviceOfRow(context, id)),
  create: createDevices,
  hold: async (context, coming, { earlier }) =>
    holdDevices(context, coming.changes, { wishes: coming.wishes, before: await earlier.licenses(context) }),
  taken: takenByDevices,
  update: async (context, customerId, id, patch) => deviceOf(await updateDeviceOfRow(context, customerId, id, patch)),
  // Whose it was, and its tags, come back by their ids, which emails and names need not lead to.
  restored: ({ userEmail, tagNames, ...patch }) => ({
    ...patch,
    ...(userEmail === undefined ? {} : { userId: null }),
    ...(tagNames === undefined ? {} : { tagIds: [] }),
  }),
}

/** The key of the class that a row names, by its name or by its key. */
async function resolveClass(context: CallContext): Promise<(body: Record<string, unknown>) => RowProblem[]> {
  const { named, openNames } = await classesOf(context)
  return (body) => {
    if (typeof body.class !== 'string') return []
    const word = body.class.trim()
    const code = named(word)
    if (code !== null) {
      body.class = code
      return []
    }
    delete body.class
    return [{ path: ['class'], code: 'cell_choice', message: unknownClass(word, openNames) }]
  }
}

const unknownClass = (word: string, known: readonly string[]) =>
  `There is no class “${word.length > 60 ? `${word.slice(0, 59)}…` : word}”; there are ${known.join(', ')}`

const deviceOf = ({ device, version }: { device: { id: string }; version: number }) => ({ part: device, version })

/** A device is known by its serial number; one without, or with what makers leave in its place, by its name. */
function deviceKey({ serialNumber, name }: Record<string, unknown>): string | null {
  const serial = serialKeyOf({ serialNumber: textOf(serialNumber) })
  if (serial !== null) return `#${serial}`
  return textOf(name) === '' ? null : `/${sortKey(textOf(name))}`
}
