/** What the wall in the code adds to a statement for one table: the same rules as the policies in the database. */
import { type OperationNode, type RawBuilder, sql } from 'kysely'
import type { Scope } from './scope.ts'
import type { Wall } from './walled-tables.ts'

/** Conditions that keep the rows of a table, known by its alias in the statement, inside a scope. */
export function wallConditions(wall: Wall, alias: string, scope: Scope): OperationNode[] {
  const provider = sql`${sql.ref(`${alias}.provider_id`)} = ${scope.providerId}`.toOperationNode()
  const beyond = reachCondition(wall, alias, scope)
  return beyond ? [provider, beyond] : [provider]
}

function reachCondition(wall: Wall, alias: string, scope: Scope): OperationNode | null {
  if (wall.kind === 'provider') return null
  if (wall.kind === 'own') return sql`${sql.ref(`${alias}.membership_id`)} = ${scope.membershipId}`.toOperationNode()
  if (wall.kind === 'personal') return personalCondition(alias, scope)
  if (scope.reach === 'all') return null
  const column = sql.ref(`${alias}.${wall.kind === 'organization' ? wall.organizationColumn : 'organization_id'}`)
  if (wall.kind === 'inherited')
    return sql`(${column} in (${ancestors(scope, sql`= ${scope.organizationId}`)}) or ${column} in (${visibleOrganizations(scope)})${
      scope.reach === 'selected'
        ? sql` or ${column} in (${ancestors(scope, sql`in (${visibleOrganizations(scope)})`)})`
        : sql``
    })`.toOperationNode()
  if (wall.kind === 'shared') return sharedCondition(alias, scope)
  if (wall.kind === 'house') return houseCondition(column, scope).toOperationNode()
  if (scope.reach === 'entities') return entityCondition(wall, alias, scope)
  if (!wall.houseColumn) return sql`${column} in (${visibleOrganizations(scope)})`.toOperationNode()
  // Tags are asked for beside what carries them, which is walled as well. By `in` both walls would be joins with the same
  // few organizations, which the planner takes for a choice twice as narrow: it may then read each row once for each of them.
  const inSight = sql`${column} = any (array(${visibleOrganizations(scope)}))`
  return sql`(${inSight} and ${houseCondition(sql.ref(`${alias}.${wall.houseColumn}`), scope)})`.toOperationNode()
}

function houseCondition(column: RawBuilder<unknown>, scope: Scope): RawBuilder<unknown> {
  if (scope.reach === 'entities') return sql`false`
  const inSight = sql`${column} in (${visibleOrganizations(scope)})`
  return scope.reach === 'selected' ? sql`(${column} = ${scope.organizationId} or ${inSight})` : inSight
}

function personalCondition(alias: string, scope: Scope): OperationNode {
  const [membership, organization] = [sql.ref(`${alias}.membership_id`), sql.ref(`${alias}.organization_id`)]
  return sql`(${membership} = ${scope.membershipId} or ${organization} = ${scope.organizationId})`.toOperationNode()
}

function sharedCondition(alias: string, scope: Scope): OperationNode {
  if (scope.reach === 'entities') return sql`false`.toOperationNode()
  const column = sql.ref(`${alias}.organization_id`)
  return sql`(${column} = ${scope.organizationId} or ${column} in (${visibleOrganizations(scope)})
    or (${sql.ref(`${alias}.is_shared`)} and ${column} in (${ancestors(scope, sql`= ${scope.organizationId}`)})))`.toOperationNode()
}

function ancestors(scope: Scope, ofThose: RawBuilder<unknown>) {
  return sql`select organization_closure.ancestor_id from organization_closure where organization_closure.provider_id = ${scope.providerId}
    and organization_closure.descendant_id ${ofThose}`
}

function visibleOrganizations(scope: Scope) {
  if (scope.reach === 'subtree')
    return sql`select organization_closure.descendant_id from organization_closure where organization_closure.provider_id = ${scope.providerId}
      and organization_closure.ancestor_id = ${scope.organizationId}`
  return sql`select membership_organizations.organization_id from membership_organizations where membership_organizations.provider_id = ${scope.providerId}
    and membership_organizations.membership_id = ${scope.membershipId} and ${scope.reach} = 'selected'`
}

function entityCondition(wall: Wall & { kind: 'organization' }, alias: string, scope: Scope): OperationNode {
  if (wall.holdsEntities)
    return sql`${sql.ref(`${alias}.${wall.organizationColumn}`)} in (select entities.organization_id from entities
      join membership_entities on membership_entities.provider_id = entities.provider_id and membership_entities.entity_id = entities.id
      where entities.provider_id = ${scope.providerId} and membership_entities.membership_id = ${scope.membershipId})`.toOperationNode()
  if (!wall.entityColumn) return sql`false`.toOperationNode()
  return sql`${sql.ref(`${alias}.${wall.entityColumn}`)} in (select membership_entities.entity_id from membership_entities
    where membership_entities.provider_id = ${scope.providerId} and membership_entities.membership_id = ${scope.membershipId})`.toOperationNode()
}
