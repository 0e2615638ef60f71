/** What of a template's values somebody can begin a customer with. */
import type {
  CustomerTemplate,
  CustomerTemplateValues,
  TemplateReference,
} from '@tenantry/contract/customer-templates.ts'
import type { OrganizationId } from '@tenantry/contract/ids.ts'
import type { OrganizationType } from '@tenantry/contract/organizations.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { findTypes } from '../licenses/public.ts'
import { findOrganization } from '../organizations/public.ts'
import { usableTags } from '../tags/public.ts'
import { findActiveUser, pickableBelow } from '../users/public.ts'

/** The values with what was left out of them. */
export type UsableValues = Pick<CustomerTemplate, 'values' | 'parent' | 'dropped'>

/**
 * Leaves out of a template's values what is gone, what the caller cannot see and licenses that are not counted, and names
 * the fields of which something was left out. Users are kept who may be picked below the template's parent, or else below
 * the caller's organization.
 */
export async function usableValues(
  context: CallContext,
  row: { values: unknown; account_manager_id: string | null },
): Promise<UsableValues> {
  const { licenses, licenseAlerts, ...values } = row.values as CustomerTemplateValues
  const { parentId, assignedUserIds, accountManagerEmail, salesRepresentatives, tagIds, ...plain } = values
  const parent = parentId === undefined ? null : await findPlace(context, parentId)
  const named = [...(assignedUserIds ?? []), ...(salesRepresentatives ?? []).flatMap((each) => each.membershipId ?? [])]
  const [pickable, hasManager, tags, types] = await Promise.all([
    pickableBelow(context, parent?.id ?? context.caller.organization.id, named),
    row.account_manager_id === null || findActiveUser(context, row.account_manager_id),
    usableTags(context.tx, parent?.id ?? context.caller.organization.id, tagIds ?? []),
    findTypes(context.tx),
  ])
  const references = {
    parentId: parent?.id,
    assignedUserIds: assignedUserIds?.filter((id) => pickable.has(id)),
    accountManagerEmail: hasManager ? accountManagerEmail : undefined,
    salesRepresentatives: salesRepresentatives?.filter((each) => !each.membershipId || pickable.has(each.membershipId)),
    tagIds: tagIds?.filter((id) => tags.has(id)),
  }
  const kept = Object.entries(references).filter(([, value]) => value !== undefined && !isEmptyList(value))
  const counted = countedOnly({ licenses, licenseAlerts }, types)
  return {
    values: { ...plain, ...Object.fromEntries(kept), ...counted.values },
    parent,
    dropped: [
      ...droppedOf({ parentId, assignedUserIds, accountManagerEmail, salesRepresentatives, tagIds }, references),
      ...counted.dropped,
    ],
  }
}

/** What is set aside and told of, without the types that are switched off or gone. */
function countedOnly(
  { licenses, licenseAlerts }: Pick<CustomerTemplateValues, 'licenses' | 'licenseAlerts'>,
  types: Awaited<ReturnType<typeof findTypes>>,
) {
  const counted = new Set(types.filter(({ is_on }) => is_on).map(({ code }) => code))
  const isCounted = ({ type }: { type: string }) => counted.has(type)
  const limits = licenses?.types.filter(isCounted)
  const typeThresholds = licenseAlerts?.typeThresholds.filter(isCounted)
  return {
    values: {
      ...(licenses && { licenses: { ...licenses, types: limits } }),
      ...(licenseAlerts && { licenseAlerts: { ...licenseAlerts, typeThresholds } }),
    },
    dropped: droppedOf(
      { licenses: licenses?.types, licenseAlerts: licenseAlerts?.typeThresholds },
      { licenses: limits, licenseAlerts: typeThresholds },
    ),
  }
}

type References = Partial<Record<TemplateReference, unknown>>

function droppedOf(stored: References, usable: References): TemplateReference[] {
  const names = Object.keys(stored) as TemplateReference[]
  return names.filter((name) => {
    const [before, after] = [stored[name], usable[name]]
    if (Array.isArray(before) && Array.isArray(after)) return after.length < before.length
    return before !== undefined && after === undefined
  })
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0
}

/** The organization that customers of a template lie below; one's own house is known to those who do not see it. */
async function findPlace({ tx, caller }: CallContext, id: string): Promise<UsableValues['parent']> {
  const { organization, scope } = caller
  const seen = await findOrganization(tx, id)
  const found = seen ?? (scope.reach === 'selected' && organization.id === id ? organization : undefined)
  if (!found) return null
  return { id: found.id as OrganizationId, name: found.name, type: found.type as OrganizationType }
}
