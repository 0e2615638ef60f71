import { type CopyPart, type CustomerCopy, copyParts } from '@tenantry/contract/customer-copy.ts'
import type { Customer } from '@tenantry/contract/customers.ts'
import type { OrganizationId } from '@tenantry/contract/ids.ts'
import { requirePermission } from '../../platform/auth/caller.ts'
import { AppError } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { readStructure } from '../entities/public.ts'
import { pickableFor } from '../users/public.ts'
import { liesDirectlyBelow } from './customers.queries.ts'
import { readCustomer } from './get-customer.ts'

/**
 * Makes a request to create a customer beside another one, of what the two are likely to have in common (B23). What the
 * caller cannot see is not in it, and neither is who may not be picked any more.
 * @throws not_found (404) when it does not exist for the caller
 * @throws forbidden (403) without the permission to see customers, and when the caller cannot see what it lies below,
 * and so adds nothing beside it
 */
export async function copyCustomer(
  context: CallContext,
  id: string,
  parts: readonly CopyPart[] = copyParts,
): Promise<CustomerCopy> {
  const copy = await readCopy(context, id, parts)
  if (copy.parentId === undefined)
    throw new AppError('forbidden', { detail: 'You cannot add anything beside this organization' })
  return copy
}

/**
 * Reads what a customer is likely to have in common with another one; without a place where the caller does not see what
 * it lies below. Whoever begins with a customer reads it.
 * @throws forbidden (403) without the permission to see customers
 * @throws not_found (404) when it does not exist for the caller
 */
export async function readCopy(
  context: CallContext,
  id: string,
  parts: readonly CopyPart[] = copyParts,
): Promise<CustomerCopy> {
  requirePermission(context.caller, 'customers.read')
  const { customer } = await readCustomer(context, id)
  const [parentId, people, entities] = await Promise.all([
    placeBeside(context, customer),
    peopleOf(context, customer, parts),
    parts.includes('entities') && customer.counts.entities > 0 ? readStructure(context, id) : [],
  ])
  return {
    type: customer.type as CustomerCopy['type'],
    ...given({ parentId, ...settingsOf(customer) }),
    ...(customer.plan ? { plan: { kind: customer.plan.kind } } : {}),
    ...(parts.includes('location') ? locationOf(customer) : {}),
    ...(parts.includes('billing') ? billingOf(customer) : {}),
    ...people,
    ...(entities.length > 0 ? { entities } : {}),
  }
}

/** Who looks after chosen customers does not see their own house, and may add below it all the same. */
async function placeBeside({ tx, caller }: CallContext, customer: Customer): Promise<OrganizationId | null> {
  if (customer.parentId !== null || caller.scope.reach !== 'selected') return customer.parentId
  const own = caller.organization.id as OrganizationId
  return (await liesDirectlyBelow(tx, customer.id, own)) ? own : null
}

async function peopleOf(context: CallContext, customer: Customer, parts: readonly CopyPart[]) {
  const representatives = parts.includes('people') ? customer.salesRepresentatives : []
  const isResponsible = parts.includes('responsible')
  const assigned = (isResponsible && customer.assignedUserIds) || []
  const picked = [...assigned, ...representatives.flatMap(({ membershipId }) => membershipId ?? [])]
  const pickable = await pickableFor(context, customer.id, picked)
  const kept = representatives.filter(({ membershipId }) => membershipId === null || pickable.has(membershipId))
  const assignedUserIds = assigned.filter((id) => pickable.has(id))
  return {
    ...(isResponsible ? given({ accountManagerEmail: customer.accountManagerEmail }) : {}),
    ...(assignedUserIds.length > 0 ? { assignedUserIds } : {}),
    ...(kept.length > 0
      ? {
          salesRepresentatives: kept.map(({ name, email, phone, membershipId }) => ({
            name,
            email,
            ...given({ phone, membershipId }),
          })),
        }
      : {}),
  }
}

function settingsOf({ timeZone, locale, currency, customerTypeId }: Customer) {
  return { timeZone, locale, currency, customerTypeId }
}

function locationOf({ location: { country, region, state } }: Customer): Pick<CustomerCopy, 'location'> {
  const location = given({ country, region, state })
  return Object.keys(location).length > 0 ? { location } : {}
}

function billingOf({ billing: { sameAsCompany, ...address } }: Customer): Pick<CustomerCopy, 'billing'> {
  if (sameAsCompany) return { billing: { sameAsCompany } }
  const own = given({ country: address.country, state: address.state })
  return Object.keys(own).length > 0 ? { billing: { sameAsCompany, ...own } } : {}
}

type Given<Fields> = { [Name in keyof Fields]?: NonNullable<Fields[Name]> }

/** The fields that have a value. */
function given<Fields extends object>(fields: Fields): Given<Fields> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== null && value !== undefined),
  ) as Given<Fields>
}
