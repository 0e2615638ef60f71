/** Whom and what rows of files name: an entity by its name, a user by the email that they sign in with, tags. */
import type { FieldProblem } from '@tenantry/contract/errors.ts'
import { sortKey } from '@tenantry/contract/fields/sort-keys.ts'
import { type AppError, invalidInput } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { findEntitiesNamed } from '../entities/public.ts'
import { findUsersWithEmails } from './devices.queries.ts'

/** What a row says; null for none, nothing where it does not say. The email is in the form in which it is stored. */
export interface NamedInRow {
  entityName?: string | null | undefined
  userEmail?: string | null | undefined
  tagNames?: readonly string[] | undefined
}

/** What that means in an organization. */
export interface FoundInRow {
  entityId: string | null
  userId: string | null
}

interface Row {
  organizationId: string
  input: NamedInRow
}

/**
 * Finds what rows name, for all of them at once: entities of the organization itself, users of it and of the account that it
 * is part of, who keep their places until the transaction ends. What the caller does not see is not there.
 * @returns for each row what it names, or all that is wrong with it
 */
export async function findNamedInRows(
  context: CallContext,
  rows: readonly Row[],
): Promise<(row: Row) => FoundInRow | AppError> {
  const userOf = await usersOf(context, rows)
  const entityOf = await entitiesOf(context, rows)
  return (row) => {
    const [entityId, userId] = [entityOf(row), userOf(row)]
    const problems = [entityId, userId].flatMap((each) => (isProblem(each) ? each : []))
    if (problems.length > 0 || isProblem(entityId) || isProblem(userId)) return invalidInput(...problems)
    return { entityId, userId }
  }
}

type Found = string | null | FieldProblem
const isProblem = (found: Found): found is FieldProblem => typeof found === 'object' && found !== null

async function entitiesOf({ tx }: CallContext, rows: readonly Row[]): Promise<(row: Row) => Found> {
  const wanted = rows.filter(({ input }) => input.entityName)
  const keyOf = ({ input }: Row) => sortKey(input.entityName ?? '')
  const found = wanted.length === 0 ? [] : await findEntitiesNamed(tx, homesOf(wanted), distinct(wanted.map(keyOf)))
  const ids = new Map(found.map((row) => [placeOf(row.organization_id, row.name_key), row.id]))
  return (row) => {
    if (!row.input.entityName) return null
    return ids.get(placeOf(row.organizationId, keyOf(row))) ?? noEntity
  }
}

async function usersOf({ tx, caller }: CallContext, rows: readonly Row[]): Promise<(row: Row) => Found> {
  const wanted = caller.permissions.has('users.read') ? rows.filter(({ input }) => input.userEmail) : []
  const emails = distinct(wanted.map(({ input }) => input.userEmail ?? ''))
  const found = wanted.length === 0 ? [] : await findUsersWithEmails(tx, homesOf(wanted), emails)
  const ids = new Map<string, string[]>()
  for (const { organization_id, email, id } of found) {
    const place = placeOf(organization_id, email)
    ids.set(place, [...(ids.get(place) ?? []), id])
  }
  return ({ organizationId, input }) => {
    if (!input.userEmail) return null
    const [only, ...others] = ids.get(placeOf(organizationId, input.userEmail)) ?? []
    return others.length > 0 ? severalUsers : (only ?? noUser)
  }
}

const placeOf = (organizationId: string, key: string) => `${organizationId} ${key}`
const distinct = (values: readonly string[]) => [...new Set(values)]
const homesOf = (rows: readonly Row[]) => distinct(rows.map(({ organizationId }) => organizationId))

const noEntity: FieldProblem = {
  path: 'entityName',
  code: 'unknown_reference',
  message: 'There is no such entity here',
}

const noUser: FieldProblem = {
  path: 'userEmail',
  code: 'unknown_reference',
  message: 'No user of this customer, nor of the account that it is part of, has this email',
}

const severalUsers: FieldProblem = {
  path: 'userEmail',
  code: 'user_of_several',
  message: 'This person has several places here; choose one of them at the device itself',
}
