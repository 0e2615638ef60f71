/** The columns of an entity from what was typed, and the rules that several fields make together. */
import { checkEntities, type EntityInput, type EntityPatch } from '@tenantry/contract/entities.ts'
import type { FieldProblem } from '@tenantry/contract/errors.ts'
import { checkAddress, normalizeAddress } from '@tenantry/contract/fields/address.ts'
import { sortKey } from '@tenantry/contract/fields/sort-keys.ts'
import * as subdivisions from '@tenantry/contract/fields/subdivisions.ts'
import type { Insertable, Updateable } from 'kysely'
import type { EntitiesTable } from '../../database/tables.generated.ts'
import { newId } from '../../platform/clock/clock.ts'
import { invalidInput } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'

type Columns = Updateable<EntitiesTable>

/** A new row of entities. */
export type NewEntity = Insertable<EntitiesTable>

const contactColumns = {
  firstName: 'contact_first_name',
  lastName: 'contact_last_name',
  email: 'contact_email',
  phone: 'contact_phone',
  phoneExtension: 'contact_phone_extension',
} as const

const locationColumns = {
  name: 'location_name',
  country: 'country',
  region: 'region',
  state: 'state',
  district: 'district',
  city: 'city',
  postalCode: 'postal_code',
  landmark: 'landmark',
  line1: 'line1',
  line2: 'line2',
} as const

/**
 * Rows for entities that are added to one organization together.
 * @param path where the entities stand in the input: '' for one by itself, else `entities`
 * @throws invalid_input (422) with every problem of all of them: addresses, and names that two of them share
 */
export function newEntityRows(
  { caller, clock }: CallContext,
  organizationId: string,
  inputs: readonly EntityInput[],
  path: '' | 'entities',
): NewEntity[] {
  const problems = checkEntities(inputs, subdivisions).map(({ path: [index, ...inner], ...problem }): FieldProblem => {
    const whole = path === '' ? inner : [path, index, ...inner]
    return { path: whole.join('.'), ...problem }
  })
  if (problems.length > 0) throw invalidInput(...problems)
  const now = clock.now()
  return inputs.map((input) => ({
    ...normalized(plainColumns(input), {}),
    provider_id: caller.scope.providerId,
    id: newId(),
    organization_id: organizationId,
    name: input.name,
    name_key: sortKey(input.name),
    created_at: now,
    updated_at: now,
  }))
}

/**
 * The columns that an edit changes, checked as they will be stored.
 * @throws invalid_input (422) when the address does not fit its country
 */
export function changedColumns(patch: EntityPatch, stored: Columns): Columns {
  const columns = plainColumns(patch)
  if (patch.location) {
    const problems = checkAddress(addressOf({ ...stored, ...columns }), subdivisions)
    if (problems.length > 0)
      throw invalidInput(...problems.map(({ path, ...rest }) => ({ path: ['location', ...path].join('.'), ...rest })))
  }
  return normalized(columns, stored)
}

function plainColumns(fields: EntityPatch): Columns {
  const { name, kind, code, contact = {}, location = {} } = fields
  return {
    ...(name === undefined ? {} : { name, name_key: sortKey(name) }),
    ...(kind === undefined ? {} : { kind }),
    ...(code === undefined ? {} : { code, code_key: code === null ? null : sortKey(code) }),
    ...pick(contact, contactColumns),
    ...pick(location, locationColumns),
  }
}

function pick(values: Record<string, unknown>, columns: Record<string, string>): Columns {
  return Object.fromEntries(
    Object.entries(columns).flatMap(([field, column]) =>
      values[field] === undefined ? [] : [[column, values[field]]],
    ),
  )
}

/** State and postal code are written as their country writes them, also when only the country changes. */
function normalized(columns: Columns, stored: Columns): Columns {
  const { country, state, postal_code } = columns
  if (country === undefined && state === undefined && postal_code === undefined) return columns
  const written = normalizeAddress(addressOf({ ...stored, ...columns }), subdivisions)
  return {
    ...columns,
    ...(written.state ? { state: written.state } : {}),
    ...(written.postalCode ? { postal_code: written.postalCode } : {}),
  }
}

function addressOf({ country, region, state, district, city, landmark, line1, line2, postal_code }: Columns) {
  return { country, region, state, district, city, landmark, line1, line2, postalCode: postal_code }
}
