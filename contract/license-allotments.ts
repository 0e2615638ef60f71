/** What is set aside of a type below an organization, or of the provider's pool: the limits behind a number (IF7). */
import { z } from 'zod'
import { OrganizationId } from './ids.ts'
import { licenseTypeCode } from './licenses.ts'
import { type ListColumns, listQuery, page } from './list.ts'
import { defineOperation } from './operation.ts'

const count = z.number().int()

/** A limit that takes of what lies above it. */
export const LicenseAllotment = z.object({
  organizationId: OrganizationId,
  organizationName: z.string(),
  limit: count,
  overage: count,
  demand: count.meta({ description: 'What it uses and what limits below it take' }),
  setAside: count.meta({
    description: 'What it takes of what lies above: its limit, or its demand where that is more',
  }),
})
export type LicenseAllotment = z.infer<typeof LicenseAllotment>

export const licenseAllotmentColumns = {
  organizationName: { label: 'Organization', type: 'text', sortable: true, isFilled: true },
  setAside: { label: 'Set aside', type: 'number', sortable: true, isFilled: true },
} as const satisfies ListColumns

export const listLicenseAllotments = defineOperation({
  id: 'listLicenseAllotments',
  method: 'GET',
  path: '/customers/{id}/licenses/{type}/allotments',
  tag: 'licenses',
  summary: 'Lists the topmost limits below a partner or customer, which make up what is set aside there',
  access: 'licenses.read',
  params: z.object({ id: OrganizationId, type: licenseTypeCode }),
  query: listQuery(licenseAllotmentColumns),
  response: page(LicenseAllotment),
  status: 200,
  errors: ['not_found', 'filter_too_broad'],
})

export const listPoolAllotments = defineOperation({
  id: 'listPoolAllotments',
  method: 'GET',
  path: '/license-pool/{type}/allotments',
  tag: 'licenses',
  summary: 'Lists the topmost limits of partners and customers, which make up what is set aside of the pool',
  access: 'license_pool.read',
  params: z.object({ type: licenseTypeCode }),
  query: listQuery(licenseAllotmentColumns),
  response: page(LicenseAllotment),
  status: 200,
  errors: ['not_found', 'filter_too_broad'],
})
