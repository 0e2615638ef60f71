/** Whose values stay when two customers become one. */
import { type MergedField, type MergedFieldName, mergedFields } from '@tenantry/contract/customer-merges.ts'
import type { Updateable } from 'kysely'
import type { OrganizationsTable } from '../../database/tables.generated.ts'
import { billingColumns, type CustomerDetailRow, locationColumns } from '../customers/public.ts'
import type { ResolvedSettings, SettingName } from '../settings/public.ts'

/** A customer as its fields are compared: its row, and the settings in force there. */
export interface Compared {
  row: CustomerDetailRow
  settings: ResolvedSettings
}

/** What the caller wants of fields in which two customers differ. */
export type Wanted = Partial<Record<MergedFieldName, 'source' | 'target'>>

type Values = MergedField['source']
type Columns = Updateable<OrganizationsTable>

/** The columns behind each field, by the names that its parts have in the API. */
const columnsOf: Record<Exclude<MergedFieldName, SettingName>, Record<string, keyof CustomerDetailRow>> = {
  name: { name: 'name' },
  domain: { domain: 'domain' },
  businessEmail: { businessEmail: 'business_email' },
  phone: { phone: 'phone', phoneExtension: 'phone_extension' },
  website: { website: 'website' },
  subscriptionId: { subscriptionId: 'subscription_id' },
  accountManagerEmail: { accountManagerEmail: 'account_manager_email' },
  location: locationColumns,
  billing: { ...billingColumns, sameAsCompany: 'billing_same_as_company' },
  plan: { kind: 'plan_kind', trialLicenses: 'trial_licenses', expiresOn: 'plan_expires_on' },
  customerTypeId: { customerTypeId: 'customer_type_id' },
  partnerSubscriptionId: { partnerSubscriptionId: 'partner_subscription_id' },
}

/**
 * The fields in which two customers differ, each with whose value stays: the target's, unless it has none and the source
 * does, or the caller wants the other one.
 */
export function compareFields(source: Compared, target: Compared, wanted: Wanted): MergedField[] {
  return mergedFields.flatMap((field) => {
    const [ofSource, ofTarget] = [valuesOf(source, field), valuesOf(target, field)]
    if (JSON.stringify(ofSource) === JSON.stringify(ofTarget)) return []
    const chosen = wanted[field] ?? (isEmpty(ofTarget) ? 'source' : 'target')
    return [{ field, source: ofSource, target: ofTarget, chosen }]
  })
}

/** The columns of the target that take the source's value. */
export function columnsTaken(fields: MergedField[], source: CustomerDetailRow): Columns {
  const names = fields.flatMap(({ field, chosen }) =>
    chosen === 'source' && !isSetting(field) ? Object.values(columnsOf[field]) : [],
  )
  const columns = Object.fromEntries(names.map((name) => [name, source[name]])) as Columns
  return names.includes('name') ? { ...columns, name_key: source.name_key } : columns
}

/** The settings of the target that take the source's value; null where it inherits from above from then on. */
export function settingsTaken(fields: MergedField[]): Partial<Record<SettingName, string | null>> {
  return Object.fromEntries(
    fields.flatMap(({ field, chosen, source }) =>
      chosen === 'source' && isSetting(field) ? [[field, source[field] as string | null]] : [],
    ),
  )
}

function valuesOf({ row, settings }: Compared, field: MergedFieldName): Values {
  if (isSetting(field)) {
    const { value, fromOrganizationId } = settings[field]
    return { [field]: fromOrganizationId === row.id ? value : null }
  }
  return Object.fromEntries(
    Object.entries(columnsOf[field]).map(([part, column]) => [part, row[column] as Values[string]]),
  )
}

function isSetting(field: MergedFieldName): field is SettingName {
  return field === 'timeZone' || field === 'locale' || field === 'currency'
}

function isEmpty(values: Values): boolean {
  return Object.values(values).every((value) => value === null || value === false)
}
