/** One change of many customers, devices or entities: shown before, done in the background, and taken back for a day (B24). */
import { z } from 'zod'
import { customerColumns } from './customer-list.ts'
import { deviceColumns, deviceStatuses } from './devices.ts'
import { allEntityColumns } from './entity-list.ts'
import { currencyCode } from './fields/currencies.ts'
import { coded } from './fields/issues.ts'
import { localeTag } from './fields/locales.ts'
import { freeText } from './fields/names.ts'
import { timeZoneName } from './fields/time-zones.ts'
import { emailAddress } from './fields/web-addresses.ts'
import { BulkChangeId, EntityId, MembershipId, OrganizationId, TagId } from './ids.ts'
import { StatusEffects } from './lifecycle.ts'
import { type ListColumns, listFilter, listQuery, page } from './list.ts'
import { defineOperation } from './operation.ts'

/** The lists whose things are changed together, and what can be changed of each. */
export const bulkKinds = {
  customers: ['tags', 'technicians', 'accountManager', 'settings', 'status'],
  devices: ['tags', 'entity', 'deviceStatus', 'move', 'delete'],
  entities: ['tags'],
} as const
export type BulkList = keyof typeof bulkKinds
const bulkLists = Object.keys(bulkKinds) as [BulkList, ...BulkList[]]

/** The most customers, devices or entities that one change reaches. */
export const mostChanged = 100_000

/** The most that are named one by one when a change is asked for. */
export const mostChosen = 10_000

/** The most that a preview names for one reason. */
export const mostNamed = 100

/** The most reasons that are told apart. */
export const mostReasons = 50

/** Up to how many customers a preview tells what a change of status does to people and devices. */
export const mostMeasured = 200

/** For how many hours a change can be taken back. */
export const undoHours = 24

/** The statuses that many customers are given at once: switched on or off, suspended, or let go of again. */
export const bulkStatuses = ['active', 'disabled', 'suspended'] as const

const tagList = z.array(TagId).max(50)
const userList = z.array(MembershipId).max(50)

const isOneWay = ({ add, remove }: { add: string[]; remove: string[] }) => !add.some((id) => remove.includes(id))
const addedAndRemoved = { ...coded('added_and_removed', 'The same cannot be added and removed'), path: ['remove'] }

/** What is done to each. What it has already stays as it is. */
export const BulkChangeOrder = z
  .discriminatedUnion('kind', [
    z
      .strictObject({ kind: z.literal('tags'), add: tagList.default([]), remove: tagList.default([]) })
      .refine(isOneWay, addedAndRemoved),
    z
      .strictObject({ kind: z.literal('technicians'), add: userList.default([]), remove: userList.default([]) })
      .refine(isOneWay, addedAndRemoved),
    z.strictObject({ kind: z.literal('accountManager'), accountManagerEmail: emailAddress.nullable().optional() }),
    z.strictObject({
      kind: z.literal('settings'),
      timeZone: timeZoneName.optional(),
      locale: localeTag.optional(),
      currency: currencyCode.optional(),
    }),
    z.strictObject({
      kind: z.literal('status'),
      status: z.enum(bulkStatuses),
      reason: freeText(500, { description: 'Kept in the audit log' }).optional(),
    }),
    z.strictObject({ kind: z.literal('entity'), entityId: EntityId.nullable() }),
    z.strictObject({ kind: z.literal('deviceStatus'), status: z.enum(deviceStatuses) }),
    z.strictObject({ kind: z.literal('move'), organizationId: OrganizationId }),
    z.strictObject({ kind: z.literal('delete') }),
  ])
  .meta({
    id: 'BulkChangeOrder',
    description: `null inherits a setting, clears the account manager, which neither an empty text nor nothing does, and takes a device out of its entity. Of customers: ${bulkKinds.customers.join(', ')}; of devices: ${bulkKinds.devices.join(', ')}; of entities: ${bulkKinds.entities.join(', ')}`,
  })
export type BulkChangeOrder = z.output<typeof BulkChangeOrder>

const lists = {
  customers: listQuery(customerColumns),
  devices: listQuery(deviceColumns),
  entities: listQuery(allEntityColumns),
}

/** Which customers, devices or entities: those that are named, or all that a list shows by its search and filter at the moment of the change. */
export const BulkChangeInput = z
  .strictObject({
    list: z.enum(bulkLists),
    ids: z.array(z.uuid()).min(1).max(mostChosen).optional(),
    q: z.string().max(200).optional(),
    filter: listFilter.optional(),
    change: BulkChangeOrder,
  })
  .superRefine(({ list, ids, q, filter, change }, context) => {
    const kinds: readonly string[] = bulkKinds[list]
    if (!kinds.includes(change.kind))
      context.addIssue({
        code: 'custom',
        path: ['change', 'kind'],
        message: `Of ${list}, only ${kinds.join(', ')} can be changed`,
        params: { code: 'change_not_possible' },
      })
    // Whoever forgets to say which means none, not all.
    const isFound = q !== undefined || filter !== undefined
    if (isFound === (ids !== undefined))
      context.addIssue({
        code: 'custom',
        path: ['ids'],
        message: 'Either ids is needed, or q or filter',
        params: { code: 'ids_or_filter' },
      })
    const { error } = lists[list].safeParse({ ...(q === undefined ? {} : { q }), ...(filter ? { filter } : {}) })
    for (const { path, message } of error?.issues ?? [])
      context.addIssue({ code: 'custom', path, message, params: { code: 'filter_invalid' } })
  })
  .meta({
    id: 'BulkChangeInput',
    description: 'Either ids, or all that q and filter find; an empty filter finds all of the list',
  })
export type BulkChangeInput = z.output<typeof BulkChangeInput>

/** Where a bulk change stands. `stopped`: whoever made it may not go on, and what was done can be taken back. */
export const bulkChangeStates = ['running', 'done', 'stopped', 'undoing', 'undone'] as const

const named = z.object({ id: z.uuid(), name: z.string() })

/** Why some are left as they are. */
const left = z.object({
  code: z.string().meta({ description: '`same` where nothing would differ; else why it is refused' }),
  message: z.string(),
  count: z.number().int(),
  items: z.array(named).meta({ description: `The first ${mostNamed} by name` }),
})

/** What a field of a bulk change holds. */
const held = z
  .object({
    value: z.string(),
    name: z.string().nullable().meta({
      description: 'Of an id, what it is called; null where that is gone or out of sight, and for other values',
    }),
  })
  .nullable()

/** What one field held beside what it holds then. */
export const Difference = z.object({
  field: z
    .enum([
      'tags',
      'technicians',
      'accountManagerEmail',
      'timeZone',
      'locale',
      'currency',
      'status',
      'entity',
      'organization',
    ])
    .meta({ description: 'Of tags and technicians, each that is added or removed is told by itself' }),
  before: held,
  after: held,
})
export type Difference = z.infer<typeof Difference>

const changedThing = named.extend({ differences: z.array(Difference) })
/** One that changes, with what of it. */
export type ChangedThing = z.infer<typeof changedThing>

/** What a bulk change would do. */
export const BulkChangePreview = z.object({
  total: z.number().int().meta({ description: 'How many were chosen, of those that the caller can see' }),
  changed: z.number().int(),
  changes: z.array(changedThing).meta({ description: `The first ${mostNamed} by name of those that change` }),
  left: z.array(left),
  effects: StatusEffects.nullable().meta({
    description: `What a change of status does, all together; null for other changes and for more than ${mostMeasured} customers`,
  }),
  sharedSerials: z
    .object({ count: z.number().int(), items: z.array(named).meta({ description: `The first ${mostNamed} by name` }) })
    .nullable()
    .meta({
      description:
        'Of devices that move: those whose serial number a device there has, or another that moves with them; null for other changes and where there is none',
    }),
  hasCountedLicenses: z.boolean().meta({
    description:
      'false where more devices would take licenses than are counted before: those that come last may find none left',
  }),
})
export type BulkChangePreview = z.infer<typeof BulkChangePreview>

/** A bulk change that was begun, with how far it is. */
export const BulkChange = z.object({
  id: BulkChangeId,
  state: z.enum(bulkChangeStates),
  list: z.enum(bulkLists),
  change: BulkChangeOrder,
  names: z
    .array(named)
    .meta({ description: 'What the ids in `change` are called, as far as it is there and in sight' }),
  total: z.number().int(),
  processed: z.number().int().meta({ description: 'How many were looked at so far' }),
  changed: z.number().int(),
  changes: z.array(changedThing).meta({
    description: `The first ${mostNamed} that it changed, as far as they are in sight; in a list of bulk changes, none. The log of each tells the same, with the request ID \`bulk <id>\``,
  }),
  unchanged: z.number().int().meta({ description: 'How many were so already' }),
  refused: z.number().int(),
  left: z.array(left).meta({ description: 'What was refused, by reason' }),
  restored: z.number().int().meta({ description: 'How many the undo has brought back' }),
  leftAlone: z.number().int().meta({ description: 'How many the undo left as they are' }),
  notRestored: z.array(left).meta({ description: 'What the undo left as it is, by reason' }),
  createdAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable().meta({ description: 'When the change itself had ended' }),
  undoUntil: z.iso
    .datetime()
    .nullable()
    .meta({ description: 'null while it runs, once all of it was taken back, and where it deletes' }),
})
export type BulkChange = z.infer<typeof BulkChange>

/** A preview, or a change that was begun. */
const BulkChangeAnswer = z.object({ preview: BulkChangePreview.nullable(), bulkChange: BulkChange.nullable() })

export const bulkChangeColumns = {
  state: { label: 'State', type: 'enum', sortable: false, values: bulkChangeStates },
  createdAt: { label: 'Begun', type: 'instant', sortable: true },
} as const satisfies ListColumns

const params = z.object({ id: BulkChangeId })

export const createBulkChange = defineOperation({
  id: 'createBulkChange',
  method: 'POST',
  path: '/bulk-changes',
  tag: 'bulk-changes',
  summary:
    'Changes many customers, devices or entities in the background; a dry run answers how many change, and why others do not. Needs the right to edit them',
  access: 'session',
  isLong: true,
  body: BulkChangeInput,
  response: BulkChangeAnswer,
  status: 201,
  errors: ['not_found', 'filter_too_broad', 'idempotency_in_progress', 'idempotency_key_reused'],
  dryRun: true,
  example: { body: { list: 'customers', q: 'airtel', change: { kind: 'status', status: 'disabled' } } },
})

export const listBulkChanges = defineOperation({
  id: 'listBulkChanges',
  method: 'GET',
  path: '/bulk-changes',
  tag: 'bulk-changes',
  summary: 'Lists one’s own bulk changes, newest first; they are kept for 30 days',
  access: 'session',
  query: listQuery(bulkChangeColumns),
  response: page(BulkChange),
  status: 200,
  errors: [],
})

export const getBulkChange = defineOperation({
  id: 'getBulkChange',
  method: 'GET',
  path: '/bulk-changes/{id}',
  tag: 'bulk-changes',
  summary: 'Reads one of one’s own bulk changes with its progress',
  access: 'session',
  params,
  response: BulkChange,
  status: 200,
  errors: ['not_found'],
})

export const undoBulkChange = defineOperation({
  id: 'undoBulkChange',
  method: 'POST',
  path: '/bulk-changes/{id}/undo',
  tag: 'bulk-changes',
  summary:
    'Takes a bulk change back, in the background, but for what was changed since, and later once more what was left; a dry run answers how many come back, and why others do not',
  access: 'session',
  isLong: true,
  params,
  response: BulkChangeAnswer,
  status: 200,
  errors: ['not_found', 'undo_refused', 'idempotency_in_progress', 'idempotency_key_reused'],
  dryRun: true,
})
