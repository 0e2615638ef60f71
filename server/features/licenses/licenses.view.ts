import type { LicensePurchase } from '@tenantry/contract/license-purchases.ts'
import type { LicenseType } from '@tenantry/contract/licenses.ts'
import type { TypeRow } from './licenses.queries.ts'
import type { PurchaseRow } from './purchases.queries.ts'

/** A type as the API shows it. */
export function typeView(row: TypeRow): LicenseType {
  return { code: row.code, name: row.name, isOn: row.is_on, isBuiltIn: row.is_built_in }
}

/**
 * A purchase as the API shows it.
 * @param today as YYYY-MM-DD, where the provider is
 */
export function purchaseView(row: PurchaseRow, today: string): LicensePurchase {
  return {
    id: row.id,
    type: row.type,
    typeName: row.type_name,
    quantity: row.quantity,
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    reference: row.reference,
    costMinor: row.cost_minor === null ? null : Number(row.cost_minor),
    currency: row.currency,
    state: stateOf(row, today),
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  }
}

function stateOf({ starts_on, ends_on }: PurchaseRow, today: string): LicensePurchase['state'] {
  if (starts_on > today) return 'upcoming'
  return ends_on !== null && ends_on < today ? 'ended' : 'current'
}

/** A purchase as the audit log keeps it. */
export function auditedPurchase({
  typeName,
  quantity,
  startsOn,
  endsOn,
  reference,
  costMinor,
  currency,
}: LicensePurchase) {
  return { name: typeName, quantity, startsOn, endsOn, reference, costMinor, currency }
}
