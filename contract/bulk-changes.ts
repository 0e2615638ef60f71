/** One change of many customers: shown before, done in the background, and taken back for a day (B24). */
import { z } from 'zod'
import { customerColumns } from './customer-list.ts'
import { currencyCode } from './fields/currencies.ts'
import { localeTag } from './fields/locales.ts'
import { timeZoneName } from './fields/time-zones.ts'
import { optionalEmailAddress } from './fields/web-addresses.ts'
import { BulkChangeId, MembershipId, OrganizationId, TagId } from './ids.ts'
import { StatusEffects } from './lifecycle.ts'
import { filterOperators, type ListColumns, listQuery, page } from './list.ts'
import { defineOperation } from './operation.ts'

/** The most customers that one change reaches. */
export const mostChanged = 100_000

/** The most customers that are named one by one when a change is asked for. */
export const mostChosen = 10_000

/** The most customers that a preview names for one reason. */
export const mostNamed = 100

/** For how many hours a change can be taken back. */
export const undoHours = 24

/** The statuses that many customers are given at once: switched on or off, suspended, or let go of again. */
export const bulkStatuses = ['active', 'disabled', 'suspended'] as const

const tagList = z.array(TagId).max(50)
const userList = z.array(MembershipId).max(50)

/** What is done to each customer. What it has already stays as it is. */
export const BulkChangeOrder = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('tags'),
      add: tagList.default([]),
      remove: tagList.default([]),
    }),
    z.strictObject({
      kind: z.literal('technicians'),
      add: userList.default([]),
      remove: userList.default([]),
    }),
    z.strictObject({ kind: z.literal('accountManager'), accountManagerEmail: optionalEmailAddress }),
    z.strictObject({
      kind: z.literal('settings'),
      timeZone: timeZoneName.optional(),
      locale: localeTag.optional(),
      currency: currencyCode.optional(),
    }),
    z.strictObject({
      kind: z.literal('status'),
      status: z.enum(bulkStatuses),
      reason: z.string().trim().max(500).optional().meta({ description: 'Kept in the audit log' }),
    }),
  ])
  .meta({ id: 'BulkChangeOrder', description: 'null inherits a setting, and clears the account manager' })
export type BulkChangeOrder = z.output<typeof BulkChangeOrder>

const values = z.union([z.string().max(1000), z.array(z.string().max(1000)).max(200)])
const listOfCustomers = listQuery(customerColumns)

/** Which customers: those that are named, or all that a list shows by its search and filter at the moment of the change. */
export const BulkChangeInput = z
  .strictObject({
    list: z.literal('customers'),
    ids: z.array(OrganizationId).min(1).max(mostChosen).optional(),
    q: z.string().max(200).optional(),
    filter: z.record(z.string(), z.partialRecord(z.enum(filterOperators), values)).optional(),
    change: BulkChangeOrder,
  })
  .superRefine(({ ids, q, filter }, context) => {
    // Whoever forgets to say which means none, not all.
    const isFound = q !== undefined || filter !== undefined
    if (isFound === (ids !== undefined))
      context.addIssue({ code: 'custom', path: ['ids'], message: 'Name customers or a filter', params: bothWays })
    const { error } = listOfCustomers.safeParse({ ...(q === undefined ? {} : { q }), ...(filter ? { filter } : {}) })
    for (const { path, message } of error?.issues ?? [])
      context.addIssue({ code: 'custom', path, message, params: { code: 'filter_invalid' } })
  })
  .meta({
    id: 'BulkChangeInput',
    description: 'Either ids, or all that q and filter find; an empty filter finds all customers',
  })
export type BulkChangeInput = z.output<typeof BulkChangeInput>

const bothWays = { code: 'ids_or_filter' }

/** Where a bulk change stands. `stopped`: whoever made it may not go on, and what was done can be taken back. */
export const bulkChangeStates = ['running', 'done', 'stopped', 'undoing', 'undone'] as const

const named = z.object({ id: OrganizationId, name: z.string() })

/** Why some customers are left as they are. */
const left = z.object({
  code: z.string().meta({ description: '`same` where nothing would differ; else why it is refused' }),
  message: z.string(),
  count: z.number().int(),
  customers: z.array(named).meta({ description: `The first ${mostNamed} by name` }),
})

/** What a bulk change would do. */
export const BulkChangePreview = z.object({
  total: z.number().int().meta({ description: 'Customers that were chosen, of those that the caller can see' }),
  changed: z.number().int(),
  changes: z.array(named).meta({ description: `The first ${mostNamed} by name of those that change` }),
  left: z.array(left),
  effects: StatusEffects.nullable().meta({
    description: 'What a change of status does, all together; null for other changes and for more than 200 customers',
  }),
})
export type BulkChangePreview = z.infer<typeof BulkChangePreview>

/** A bulk change that was begun, with how far it is. */
export const BulkChange = z.object({
  id: BulkChangeId,
  state: z.enum(bulkChangeStates),
  change: BulkChangeOrder,
  total: z.number().int(),
  processed: z.number().int().meta({ description: 'Customers that were looked at so far' }),
  changed: z.number().int(),
  unchanged: z.number().int().meta({ description: 'Customers that were so already' }),
  refused: z.number().int(),
  left: z.array(left).meta({ description: 'Customers that were refused, by reason' }),
  restored: z.number().int().meta({ description: 'Customers that the undo has brought back' }),
  leftAlone: z.number().int().meta({ description: 'Customers that the undo left as they are' }),
  notRestored: z.array(left).meta({ description: 'Customers that the undo left as they are, by reason' }),
  createdAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  undoUntil: z.iso.datetime().nullable().meta({ description: 'null while it runs and once it was taken back' }),
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
  tag: 'bulk changes',
  summary: 'Changes many customers in the background; a dry run answers how many change, and why others do not',
  access: 'customers.update',
  body: BulkChangeInput,
  response: BulkChangeAnswer,
  status: 201,
  errors: ['filter_too_broad', 'idempotency_in_progress', 'idempotency_key_reused'],
  dryRun: true,
  example: { body: { list: 'customers', q: 'airtel', change: { kind: 'status', status: 'disabled' } } },
})

export const listBulkChanges = defineOperation({
  id: 'listBulkChanges',
  method: 'GET',
  path: '/bulk-changes',
  tag: 'bulk changes',
  summary: 'Lists one’s own bulk changes, newest first; they are kept for 30 days',
  access: 'customers.update',
  query: listQuery(bulkChangeColumns),
  response: page(BulkChange),
  status: 200,
  errors: [],
})

export const getBulkChange = defineOperation({
  id: 'getBulkChange',
  method: 'GET',
  path: '/bulk-changes/{id}',
  tag: 'bulk changes',
  summary: 'Reads one of one’s own bulk changes with its progress',
  access: 'customers.update',
  params,
  response: BulkChange,
  status: 200,
  errors: ['not_found'],
})

export const undoBulkChange = defineOperation({
  id: 'undoBulkChange',
  method: 'POST',
  path: '/bulk-changes/{id}/undo',
  tag: 'bulk changes',
  summary: 'Takes a bulk change back, in the background, but for what was changed since',
  access: 'customers.update',
  params,
  response: BulkChange,
  status: 200,
  errors: ['not_found', 'undo_refused'],
})
