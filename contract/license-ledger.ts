/** The ledger of licenses: every change of use and of limits, and what stands behind each number (IF7). */
import { z } from 'zod'
import { OrganizationId } from './ids.ts'
import { shippedTypes } from './license-sentence.ts'
import { type ListColumns, listQuery, page } from './list.ts'
import { defineOperation } from './operation.ts'

/** What a row of the ledger is: use that was there when counting began, use that came or went, or another limit. */
export const ledgerKinds = ['opening', 'take', 'give', 'limit'] as const

/** Why licenses moved. */
export const ledgerReasons = [
  'device.created',
  'device.updated',
  'device.deleted',
  'device.moved',
  'device.enrolled',
  'device.licensed',
  'device.retired',
  'device.restored',
  'user.invited',
  'user.withdrawn',
  'customer.archived',
  'customer.restored',
  'customer.merged',
  'customer.created',
  'division.moved',
  'limits.changed',
  'plan.changed',
  'plan.ended',
  'pool.changed',
  'provider.created',
  'class.changed',
  'type.switched_on',
  'type.switched_off',
  'upgrade',
] as const
export type LedgerReason = (typeof ledgerReasons)[number]

const count = z.number().int()

/** A row of the ledger. */
export const LedgerEntry = z.object({
  id: z.uuid(),
  organizationId: OrganizationId,
  organizationName: z.string(),
  type: z.string(),
  typeName: z.string().nullable().meta({ description: 'null for devices of all classes together, which trials count' }),
  number: count.meta({ description: 'Counts without gaps for each organization and type' }),
  happenedAt: z.iso.datetime(),
  kind: z.enum(ledgerKinds),
  count: count.meta({ description: 'How many were taken; below 0 were given back; 0 for a limit' }),
  usedAfter: count.meta({
    description:
      'What the organization itself used then, without what lies below it: in rows of what the provider owns, what its own devices used and not what was used of its pool',
  }),
  limitAfter: count.nullable(),
  overageAfter: count,
  subject: z
    .object({ kind: z.enum(['device', 'membership', 'organization']), id: z.uuid(), name: z.string().nullable() })
    .meta({ description: 'What took it or gave it back, by the name that it had then; for a limit whose it is' }),
  reason: z.enum(ledgerReasons),
  actorName: z.string().nullable().meta({ description: 'null for a customer’s own people' }),
})
export type LedgerEntry = z.infer<typeof LedgerEntry>

export const ledgerColumns = {
  happenedAt: { label: 'When', type: 'instant', sortable: true, isFilled: true },
  organizationId: { label: 'Organization', type: 'id', sortable: false, isFilled: true },
  withinId: { label: 'Organization and all below it', type: 'id', sortable: false, isFilled: true },
  accountId: { label: 'Customer that it counts for', type: 'id', sortable: false, isFilled: true },
  type: { label: 'Type', type: 'enum', sortable: false, values: shippedTypes, isOpen: true, isFilled: true },
  kind: { label: 'Kind', type: 'enum', sortable: false, values: ledgerKinds, isFilled: true },
  reason: { label: 'Reason', type: 'enum', sortable: false, values: ledgerReasons, isFilled: true },
  subjectId: { label: 'Device or user', type: 'id', sortable: false, isFilled: true },
} as const satisfies ListColumns

export const listLicenseLedger = defineOperation({
  id: 'listLicenseLedger',
  method: 'GET',
  path: '/license-ledger',
  tag: 'licenses',
  summary: 'Lists every change of use and of limits, the latest first; of trials where their type is asked for',
  access: 'licenses.read',
  query: listQuery(ledgerColumns),
  response: page(LedgerEntry),
  status: 200,
  errors: ['filter_too_broad'],
})
