import { z } from 'zod'
import { Entity, entityKinds } from './entity-list.ts'
import { type AddressToCheck, checkAddress, location, type SubdivisionLookup } from './fields/address.ts'
import { displayName, shortText } from './fields/names.ts'
import { phoneExtension, phoneNumber } from './fields/phones.ts'
import { sortKey } from './fields/sort-keys.ts'
import { optionalEmailAddress } from './fields/web-addresses.ts'
import { EntityId, OrganizationId } from './ids.ts'
import { defineOperation } from './operation.ts'
import { tagIds } from './tag-labels.ts'

/** The most entities that one request adds together with their customer. */
export const mostEntitiesAtOnce = 100

const contact = z.strictObject({
  firstName: shortText(100, { description: 'First name', examples: ['Asha'] }),
  lastName: shortText(100, { description: 'Last name', examples: ['Rao'] }),
  email: optionalEmailAddress,
  phone: phoneNumber,
  phoneExtension,
})

const optionalFields = {
  code: shortText(50, { description: 'Short name of your own, e.g. the number of a branch', examples: ['DEL-01'] }),
  contact: contact.optional(),
  location: location.optional(),
}

/** What adding an entity takes: a name that no other entity of the organization has, and what is known beside it. */
export const EntityInput = z
  .strictObject({ name: displayName, kind: z.enum(entityKinds).default('branch'), ...optionalFields })
  .meta({ id: 'EntityInput' })
export type EntityInput = z.output<typeof EntityInput>

/** What adding one entity to what is there takes. */
const NewEntity = EntityInput.extend({ tagIds: tagIds.optional() }).meta({ id: 'NewEntity' })

/** What editing an entity takes: only what changes; null or an empty text clears a field. */
export const EntityPatch = z
  .strictObject({
    name: displayName.optional(),
    kind: z.enum(entityKinds).optional(),
    ...optionalFields,
    tagIds: tagIds.optional(),
  })
  .meta({ id: 'EntityPatch' })
export type EntityPatch = z.output<typeof EntityPatch>

/** The entities that come with a new customer. */
export const newEntities = z.array(EntityInput).max(mostEntitiesAtOnce)

/** A problem of one of several entities; the path begins with its place in the list. */
export interface EntityProblem {
  path: (string | number)[]
  code: string
  message: string
}

/**
 * What is wrong with entities that are added together and that no single field shows: an address by its country, a name
 * that another one of them has. Names are compared by their sort keys.
 * @param lookup the list of subdivisions; without it, whether a state belongs to its country is not checked
 */
export function checkEntities(
  entities: readonly { name: string; location?: AddressToCheck | undefined }[],
  lookup?: SubdivisionLookup,
): EntityProblem[] {
  const names = new Set<string>()
  return entities.flatMap((entity, index) => {
    const key = sortKey(entity.name)
    const problems: EntityProblem[] = checkAddress(entity.location ?? {}, lookup).map(({ path, ...problem }) => ({
      path: [index, 'location', ...path],
      ...problem,
    }))
    if (key !== '' && names.has(key)) problems.unshift({ path: [index, 'name'], ...nameTaken })
    names.add(key)
    return problems
  })
}

/** The problem of a name that another entity of the same organization has. */
export const nameTaken = { code: 'name_taken', message: 'Another entity here has this name' } as const

const organization = z.object({ id: OrganizationId })
const params = organization.extend({ entityId: EntityId })

const example = {
  name: 'Airtel Delhi',
  kind: 'branch',
  code: 'DEL-01',
  contact: { firstName: 'Asha', lastName: 'Rao', email: 'delhi@airtel.com', phone: '+911123456789' },
  location: { name: 'Delhi branch', country: 'IN', state: 'IN-DL', city: 'New Delhi', postalCode: '110001' },
} as const

export const createEntity = defineOperation({
  id: 'createEntity',
  method: 'POST',
  path: '/customers/{id}/entities',
  tag: 'entities',
  summary: 'Adds an entity to a customer, enterprise or division',
  access: 'customers.update',
  params: organization,
  body: NewEntity,
  response: Entity,
  status: 201,
  errors: ['not_found', 'idempotency_in_progress', 'idempotency_key_reused'],
  versioned: true,
  dryRun: true,
  example: { body: example },
})

export const updateEntity = defineOperation({
  id: 'updateEntity',
  method: 'PATCH',
  path: '/customers/{id}/entities/{entityId}',
  tag: 'entities',
  summary: 'Edits an entity',
  access: 'customers.update',
  params,
  body: EntityPatch,
  response: Entity,
  status: 200,
  errors: ['not_found', 'precondition_failed', 'precondition_required'],
  versioned: true,
  example: { body: { name: 'Airtel Delhi NCR' } },
})

export const deleteEntity = defineOperation({
  id: 'deleteEntity',
  method: 'DELETE',
  path: '/customers/{id}/entities/{entityId}',
  tag: 'entities',
  summary: 'Deletes an entity in which no device lies',
  access: 'customers.update',
  params,
  status: 204,
  errors: ['not_found', 'entity_not_empty', 'precondition_failed'],
  versioned: true,
})
