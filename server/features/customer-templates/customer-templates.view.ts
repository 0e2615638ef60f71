import type {
  CustomerTemplate,
  CustomerTemplateSummary,
  CustomerTemplateValues,
} from '@tenantry/contract/customer-templates.ts'
import type { CustomerTemplateId, OrganizationId } from '@tenantry/contract/ids.ts'
import type { OrganizationType } from '@tenantry/contract/organizations.ts'
import type { Caller } from '../../platform/auth/caller.ts'
import type { TemplateRow } from './customer-templates.queries.ts'
import type { UsableValues } from './usable-values.ts'

/** A template of a list as the API shows it to a caller. */
export function templateSummary(
  row: Omit<TemplateRow, 'values' | 'account_manager_id'>,
  caller: Caller,
): CustomerTemplateSummary {
  return {
    id: row.id as CustomerTemplateId,
    name: row.name,
    organization: ownerOf(row, caller),
    isShared: row.is_shared,
    mayChange: row.owner_id !== null && caller.permissions.has('customer_templates.write'),
    type: row.type as CustomerTemplateSummary['type'],
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  }
}

/** A template as the API shows it to a caller. */
export function templateView(row: TemplateRow, usable: UsableValues, caller: Caller): CustomerTemplate {
  return { ...templateSummary(row, caller), ...usable }
}

/** Somebody who does not see the own house knows it all the same. */
function ownerOf(row: Omit<TemplateRow, 'values' | 'account_manager_id'>, { organization }: Caller) {
  if (row.owner_id !== null)
    return {
      id: row.owner_id as OrganizationId,
      name: row.owner_name ?? '',
      type: row.owner_type as OrganizationType,
    }
  const { id, name, type } = organization
  return row.organization_id === id ? { id: id as OrganizationId, name, type } : null
}

/** What of a template the audit log keeps. */
interface AuditedTemplate {
  id: string
  organization_id: string
  name: string
  is_shared: boolean
  values: unknown
  account_manager_id: string | null
  version: number
}

/**
 * A change of a template for the audit log; null where there was none or is none any more. Neither the organization
 * above, nor tags, nor anybody who is a user: some of those who read the log cannot see them. Where nothing else was changed, the
 * version tells that something was.
 */
export function templateChange(
  action: 'customer_template.created' | 'customer_template.updated' | 'customer_template.deleted',
  before: AuditedTemplate | null,
  after: AuditedTemplate | null,
) {
  const { id, organization_id } = (after ?? before) as AuditedTemplate
  const versions = before && after && { before: { version: before.version }, after: { version: after.version } }
  return {
    action,
    organizationId: organization_id,
    objectType: 'customer_template',
    objectId: id,
    before: before && { ...audited(before), ...versions?.before },
    after: after && { ...audited(after), ...versions?.after },
  }
}

function audited({ name, is_shared, values, account_manager_id }: AuditedTemplate): Record<string, unknown> {
  const {
    parentId: _,
    assignedUserIds: __,
    tagIds: ___,
    salesRepresentatives,
    accountManagerEmail,
    ...kept
  } = values as CustomerTemplateValues
  const strangers = salesRepresentatives?.filter(({ membershipId }) => !membershipId) ?? []
  return {
    name,
    isShared: is_shared,
    values: {
      ...kept,
      ...(strangers.length > 0 ? { salesRepresentatives: strangers } : {}),
      ...(accountManagerEmail && account_manager_id === null ? { accountManagerEmail } : {}),
    },
  }
}
