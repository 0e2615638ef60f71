/** What takes licenses at this moment: the live things behind a number (IF7). */
import { z } from 'zod'
import { OrganizationId } from './ids.ts'
import { ledgerReasons } from './license-ledger.ts'
import { licenseTypeCode } from './licenses.ts'
import { type ListColumns, listQuery, page } from './list.ts'
import { defineOperation } from './operation.ts'

/** What can take a license. */
export const usingKinds = ['device', 'membership'] as const

/** A live thing that takes a license. */
export const LicenseUse = z.object({
  id: z.uuid().meta({ description: 'Of the device or the user' }),
  kind: z.enum(usingKinds),
  name: z.string().nullable(),
  organizationId: OrganizationId,
  organizationName: z.string(),
  since: z.iso.datetime().nullable().meta({ description: 'When it took the license, as the ledger has it' }),
  reason: z.enum(ledgerReasons).nullable(),
  actorName: z.string().nullable().meta({ description: 'null for a customer’s own people' }),
})
export type LicenseUse = z.infer<typeof LicenseUse>

export const licenseUseColumns = {
  name: { label: 'Name', type: 'text', sortable: true },
  kind: { label: 'Kind', type: 'enum', sortable: false, values: usingKinds, isFilled: true },
  organizationId: { label: 'Organization', type: 'id', sortable: false, isFilled: true },
} as const satisfies ListColumns

export const listLicenseUses = defineOperation({
  id: 'listLicenseUses',
  method: 'GET',
  path: '/customers/{id}/licenses/{type}/uses',
  tag: 'licenses',
  summary: 'Lists the devices and users of a customer, and of what lies below it, that take a type of license now',
  access: 'licenses.read',
  params: z.object({ id: OrganizationId, type: licenseTypeCode }),
  query: listQuery(licenseUseColumns),
  response: page(LicenseUse),
  status: 200,
  errors: ['not_found', 'filter_too_broad'],
})
