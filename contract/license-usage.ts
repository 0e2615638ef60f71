/** What customers are metered by the month, told from the ledger line by line. */
import { z } from 'zod'
import { customerTypes } from './customer-list.ts'
import { OrganizationId } from './ids.ts'
import { ledgerReasons } from './license-ledger.ts'
import { type ListColumns, listQuery, page, wholeListQuery } from './list.ts'
import { defineOperation } from './operation.ts'

/** By what a customer is metered. */
export const meteringBases = ['peak', 'month_end', 'allocated'] as const
export type MeteringBasis = (typeof meteringBases)[number]

/**
 * Why a number is what it is: `peak` reached at a moment, `standing` from before the month, `converted` there when the trial
 * was bought, `month_end` there at its end, `allocated` set aside, `exceeded` used beyond what was set aside, `trial` not
 * metered, `not_metered` the same to those who are not told the plan, `none` nothing.
 */
export const meteredWhys = [
  'peak',
  'standing',
  'converted',
  'month_end',
  'allocated',
  'exceeded',
  'trial',
  'not_metered',
  'none',
] as const

const count = z.number().int()
const month = z
  .string()
  .regex(/^(20\d\d|2100)-(0[1-9]|1[0-2])$/, 'A month such as 2026-03 is needed')
  .meta({ description: 'A month of the calendar; without it, the one where the provider is', examples: ['2026-11'] })

/** What one type of a month comes to. */
export const MeteredType = z.object({
  type: z.string(),
  name: z.string(),
  quantity: count.meta({ description: 'What is metered' }),
  why: z.enum(meteredWhys),
  moment: z.iso
    .datetime()
    .nullable()
    .meta({ description: 'When the number was reached; null where nothing is metered' }),
  row: z
    .object({
      id: z.uuid(),
      organizationId: OrganizationId,
      number: count,
      reason: z.enum(ledgerReasons),
      subjectName: z.string().nullable(),
    })
    .nullable()
    .meta({ description: 'The row of the ledger by which it was reached; null where that lies before the month' }),
  atStart: count.meta({ description: 'In use as the month began' }),
  taken: count,
  given: count,
  atEnd: count.meta({ description: 'In use at its end, or now: atStart + taken − given' }),
  limit: count.nullable().meta({ description: 'What was set aside at its end, or now' }),
})
export type MeteredType = z.infer<typeof MeteredType>

/** Whose a month is, and when it is there. */
const monthOf = {
  id: OrganizationId,
  name: z.string(),
  code: z.string().nullable(),
  timeZone: z.string().meta({ description: 'That of the customer as it was when the month began' }),
  startsAt: z.iso.datetime(),
  endsAt: z.iso.datetime().meta({ description: 'The first moment of the next month there' }),
}

/** What a customer that has become part of another one was metered for a month, by itself. */
export const MergedUsage = z.object({ ...monthOf, basis: z.enum(meteringBases), types: z.array(MeteredType) })
export type MergedUsage = z.infer<typeof MergedUsage>

/** A month of one customer. */
export const LicenseUsage = z.object({
  ...monthOf,
  month,
  isProvisional: z.boolean().meta({ description: 'The month has not ended: the numbers are those so far' }),
  basis: z.enum(meteringBases),
  mayChange: z.boolean().meta({
    description:
      'Whether the caller may choose the basis; nobody may once the month has ended or the customer is archived',
  }),
  bases: z.array(z.enum(meteringBases)).meta({
    description: 'Which of them there are for it: what sets nothing aside is not metered by what is set aside',
  }),
  plans: z.array(z.object({ kind: z.enum(['trial', 'purchased']), from: z.iso.datetime() })).meta({
    description:
      'What it was on, from when in the month; nothing is metered while it is a trial. Its own people are not told: empty for them',
  }),
  types: z.array(MeteredType),
  merged: z.array(MergedUsage).meta({
    description:
      'What customers that have become part of it were metered up to then, each as before: its numbers are not in `types`. With `q` also those that are found by it and were metered nothing',
  }),
})
export type LicenseUsage = z.infer<typeof LicenseUsage>

export const licenseUsageColumns = {
  name: { label: 'Name', type: 'text', sortable: true, isFilled: true },
  type: { label: 'Type', type: 'enum', sortable: false, values: customerTypes, isFilled: true },
} as const satisfies ListColumns

/** The query of a month over all customers. */
const ofMonth = { month: month.optional() }

export const getLicenseUsage = defineOperation({
  id: 'getLicenseUsage',
  method: 'GET',
  path: '/customers/{id}/license-usage',
  tag: 'licenses',
  summary: 'Tells what a customer is metered for a month, with what explains each number',
  access: 'licenses.read',
  params: z.object({ id: OrganizationId }),
  query: z.strictObject(ofMonth),
  response: LicenseUsage,
  status: 200,
  errors: ['not_found'],
})

export const listLicenseUsage = defineOperation({
  id: 'listLicenseUsage',
  method: 'GET',
  path: '/license-usage',
  tag: 'licenses',
  summary: 'Lists what customers are metered for a month, divisions with their enterprises',
  access: 'licenses.read',
  query: listQuery(licenseUsageColumns, ofMonth),
  response: page(LicenseUsage),
  status: 200,
  errors: ['filter_too_broad'],
})

export const LicenseUsageTotals = z.object({
  month,
  customers: count.nullable().meta({ description: 'How many it is of; null beyond what a list counts exactly' }),
  isProvisional: z.boolean().nullable().meta({
    description: 'The month has not ended for some of them; of none, whether it has not where the provider is',
  }),
  types: z
    .array(
      z.object({
        type: z.string(),
        name: z.string(),
        quantity: count.meta({ description: 'What is metered, added up' }),
        customers: count.meta({ description: 'Of how many of them any is metered' }),
      }),
    )
    .nullable()
    .meta({ description: 'null where they are too many to be added up: filter, or take the export' }),
})
export type LicenseUsageTotals = z.infer<typeof LicenseUsageTotals>

export const totalLicenseUsage = defineOperation({
  id: 'totalLicenseUsage',
  method: 'GET',
  path: '/license-usage/totals',
  tag: 'licenses',
  summary: 'Adds up what customers are metered for a month by type, over all that the filter leaves',
  access: 'licenses.read',
  query: wholeListQuery(licenseUsageColumns, ofMonth),
  response: LicenseUsageTotals,
  status: 200,
  errors: ['filter_too_broad'],
})

export const exportLicenseUsage = defineOperation({
  id: 'exportLicenseUsage',
  method: 'GET',
  path: '/license-usage/export',
  tag: 'licenses',
  summary: 'Sends a month of all customers that the filter leaves as CSV, one line for each type, and the totals last',
  access: 'licenses.read',
  query: wholeListQuery(licenseUsageColumns, ofMonth),
  response: z.string(),
  media: 'text/csv',
  status: 200,
  errors: ['filter_too_broad'],
})
