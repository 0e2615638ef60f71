import { sortKey } from '@tenantry/contract/fields/sort-keys.ts'
import { childTypes, type OrganizationStatus, type OrganizationType } from '@tenantry/contract/organizations.ts'
import { invalidInput, namedNotFound } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { effectiveStatus } from '../organizations/public.ts'
import { findDepth, findParent } from './customers.queries.ts'

/** Where a new organization hangs and where its code must be unique. */
export interface Place {
  parentId: string
  /** null when the caller cannot see the parent. */
  parentName: string | null
  /** What lies below the parent is sorted by this; told of one that the caller does not see, too. */
  parentKey: string
  parentType: OrganizationType
  depth: number
  /** The nearest partner or provider at or above the parent. */
  codeScopeId: string
  /** The strictest status of the parent and all above it. */
  status: OrganizationStatus | null
}

/**
 * Finds the place below a parent, or below one's own organization when none is named.
 * @throws not_found (404) when the caller cannot see the parent
 */
export async function findPlace(context: CallContext, parentId: string | undefined): Promise<Place> {
  const { organization } = context.caller
  const id = parentId ?? organization.id
  const parent = await findParent(context.tx, id)
  if (parent)
    return {
      parentId: id,
      parentName: parent.name,
      parentKey: sortKey(parent.name),
      parentType: parent.type as OrganizationType,
      depth: parent.depth + 1,
      codeScopeId: codeScope(parent),
      status: parent.effective_status,
    }
  // A technician of chosen customers does not see the own house itself, and may still add below it.
  if (id !== organization.id || context.caller.scope.reach !== 'selected' || !holdsCodes(organization))
    throw namedNotFound('parentId', 'The organization above does not exist')
  const [above, status] = await Promise.all([findDepth(context.tx, id), effectiveStatus(context.tx, id)])
  return {
    parentId: id,
    parentName: null,
    parentKey: sortKey(organization.name),
    parentType: organization.type,
    depth: above + 1,
    codeScopeId: id,
    status,
  }
}

/** @throws invalid_input (422) when the type may not lie there */
export function checkType(place: Place, type: OrganizationType): void {
  if (childTypes[place.parentType].includes(type)) return
  throw invalidInput({
    path: 'type',
    code: 'type_not_allowed_here',
    message: `An organization of type ${place.parentType} cannot hold one of type ${type} directly`,
  })
}

/**
 * Where a new customer would lie, for what is to be known of it before it is there.
 * @throws not_found (404) when the caller cannot see the parent; invalid_input (422) when no customer may lie there
 */
export async function placeOfNewCustomer(context: CallContext, parentId: string) {
  const place = await findPlace(context, parentId)
  checkType(place, 'customer')
  return { name: place.parentName ?? context.caller.organization.name, type: place.parentType }
}

function codeScope(parent: { id: string; type: string; code_scope_id: string }): string {
  return holdsCodes(parent) ? parent.id : parent.code_scope_id
}

function holdsCodes({ type }: { type: string }): boolean {
  return type === 'partner' || type === 'provider'
}
