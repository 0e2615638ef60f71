/** Purchases: what the provider has bought, which makes up its pool (EC4). */
import { z } from 'zod'
import { currencyCode } from './fields/currencies.ts'
import { calendarDay, likelyDay } from './fields/days.ts'
import { shortText } from './fields/names.ts'
import { confirmBelowUse, licenseTypeCode, mostLicenses } from './licenses.ts'
import { type ListColumns, listQuery, page } from './list.ts'
import { defineOperation } from './operation.ts'

/** A purchase of licenses by the provider. */
export const LicensePurchase = z.object({
  id: z.uuid(),
  type: licenseTypeCode,
  typeName: z.string(),
  quantity: z.number().int(),
  startsOn: z.iso.date(),
  endsOn: z.iso.date().nullable().meta({ description: 'The last day on which it counts; null without an end' }),
  reference: z.string().nullable(),
  costMinor: z.number().int().nullable().meta({ description: 'In the smallest unit of the currency' }),
  currency: z.string().nullable(),
  state: z.enum(['upcoming', 'current', 'ended']),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
})
export type LicensePurchase = z.infer<typeof LicensePurchase>

const purchaseFields = {
  quantity: z.number().int().min(1).max(mostLicenses),
  startsOn: likelyDay.meta({ examples: ['2026-01-01'] }),
  endsOn: calendarDay.nullable(),
  reference: shortText(100),
  costMinor: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).nullable(),
  currency: currencyCode,
}

/** What recording a purchase takes. */
export const LicensePurchaseInput = z
  .strictObject({
    type: licenseTypeCode,
    ...purchaseFields,
    endsOn: purchaseFields.endsOn.optional(),
    reference: purchaseFields.reference.optional(),
    costMinor: purchaseFields.costMinor.optional(),
    currency: purchaseFields.currency.optional(),
    confirm: confirmBelowUse,
  })
  .meta({ id: 'LicensePurchaseInput' })
export type LicensePurchaseInput = z.output<typeof LicensePurchaseInput>

/** What correcting a purchase takes: only what changes. */
export const LicensePurchasePatch = z
  .strictObject({
    ...purchaseFields,
    confirm: confirmBelowUse.meta({
      description:
        'Leaves what is in use above it over by the difference, or the type without enforcement where none has begun',
    }),
  })
  .partial()
  .meta({ id: 'LicensePurchasePatch' })
export type LicensePurchasePatch = z.output<typeof LicensePurchasePatch>

export const licensePurchaseColumns = {
  startsOn: { label: 'First day', type: 'date', sortable: true, isFilled: true },
  endsOn: { label: 'Last day', type: 'date', sortable: true },
  type: { label: 'License', type: 'text', sortable: false, isFilled: true },
  reference: { label: 'Reference', type: 'text', sortable: false },
} as const satisfies ListColumns

export const listLicensePurchases = defineOperation({
  id: 'listLicensePurchases',
  method: 'GET',
  path: '/license-purchases',
  tag: 'licenses',
  summary: 'Lists what the provider has bought, the latest first',
  access: 'license_pool.read',
  query: listQuery(licensePurchaseColumns),
  response: page(LicensePurchase).extend({
    today: z.iso
      .date()
      .meta({ description: 'The day that it is where the provider is: what begins on it counts at once' }),
    currency: z
      .string()
      .meta({ description: 'The currency in force at the provider, which a cost is likely to be in' }),
  }),
  status: 200,
  errors: ['filter_too_broad'],
})

export const createLicensePurchase = defineOperation({
  id: 'createLicensePurchase',
  method: 'POST',
  path: '/license-purchases',
  tag: 'licenses',
  summary: 'Records a purchase, which makes up the pool from its start to its end',
  access: 'license_pool.manage',
  isLong: true,
  body: LicensePurchaseInput,
  response: LicensePurchase,
  status: 201,
  errors: ['not_found', 'license_limit_below_use', 'idempotency_in_progress', 'idempotency_key_reused'],
  versioned: true,
  dryRun: true,
  example: { body: { type: 'it_assets', quantity: 100, startsOn: '2026-01-01', reference: 'PO-2026-17' } },
})

const purchaseParams = z.object({ id: z.uuid() })

export const getLicensePurchase = defineOperation({
  id: 'getLicensePurchase',
  method: 'GET',
  path: '/license-purchases/{id}',
  tag: 'licenses',
  summary: 'Reads a purchase',
  access: 'license_pool.read',
  params: purchaseParams,
  response: LicensePurchase,
  status: 200,
  errors: ['not_found'],
  versioned: true,
})

export const updateLicensePurchase = defineOperation({
  id: 'updateLicensePurchase',
  method: 'PATCH',
  path: '/license-purchases/{id}',
  tag: 'licenses',
  summary: 'Corrects a purchase',
  access: 'license_pool.manage',
  isLong: true,
  params: purchaseParams,
  body: LicensePurchasePatch,
  response: LicensePurchase,
  status: 200,
  errors: [
    'not_found',
    'license_limit_below_use',
    'license_enforcement_ends',
    'precondition_failed',
    'precondition_required',
  ],
  versioned: true,
  dryRun: true,
  example: { body: { quantity: 150 } },
})

export const deleteLicensePurchase = defineOperation({
  id: 'deleteLicensePurchase',
  method: 'DELETE',
  path: '/license-purchases/{id}',
  tag: 'licenses',
  summary: 'Removes a purchase that was recorded by mistake',
  access: 'license_pool.manage',
  isLong: true,
  params: purchaseParams,
  query: z.strictObject({
    confirm: z.enum(['true', 'false']).optional().meta({
      description:
        'Leaves what is in use above what is left over by the difference, or the type without enforcement where no other purchase of it has begun',
    }),
  }),
  status: 204,
  errors: ['not_found', 'license_limit_below_use', 'license_enforcement_ends', 'precondition_failed'],
  versioned: true,
})
