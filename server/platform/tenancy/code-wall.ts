/**
 * The second wall: every statement of the typed data access gets the caller's scope as conditions of its own, whatever
 * row security would do. It rewrites the syntax tree, so that no query can forget it.
 */
import {
  AndNode,
  type DeleteQueryNode,
  type InsertQueryNode,
  JoinNode,
  type KyselyPlugin,
  type OperationNode,
  OperationNodeTransformer,
  type PluginTransformQueryArgs,
  type PluginTransformResultArgs,
  type QueryResult,
  type RawBuilder,
  type RootOperationNode,
  type SelectQueryNode,
  sql,
  type UnknownRow,
  type UpdateQueryNode,
  ValuesNode,
  WhereNode,
} from 'kysely'
import type { Scope } from './scope.ts'
import { type Wall, walledTables } from './walled-tables.ts'

/** Thrown when a statement could reach tenants' rows without the wall: a defect of ours, never an answer to a caller. */
export class UnwalledStatementError extends Error {
  override name = 'UnwalledStatementError'
}

/** A Kysely plugin that binds all statements to one scope. */
export class CodeWall implements KyselyPlugin {
  readonly #transformer: WallTransformer

  constructor(scope: Scope) {
    this.#transformer = new WallTransformer(scope)
  }

  transformQuery({ node }: PluginTransformQueryArgs): RootOperationNode {
    if (node.kind === 'RawNode') throw new UnwalledStatementError('Raw statements do not pass the wall')
    return this.#transformer.transformNode(node)
  }

  async transformResult({ result }: PluginTransformResultArgs): Promise<QueryResult<UnknownRow>> {
    return result
  }
}

class WallTransformer extends OperationNodeTransformer {
  readonly #scope: Scope

  constructor(scope: Scope) {
    super()
    this.#scope = scope
  }

  protected override transformSelectQuery(node: SelectQueryNode): SelectQueryNode {
    const walled = super.transformSelectQuery(node)
    const conditions = (walled.from?.froms ?? []).flatMap((from) => this.#conditions(from))
    const joined = walled.joins ? { ...walled, joins: walled.joins.map((join) => this.#joined(join)) } : walled
    return conditions.length === 0 ? joined : { ...joined, where: and(joined.where, conditions) }
  }

  protected override transformUpdateQuery(node: UpdateQueryNode): UpdateQueryNode {
    const walled = super.transformUpdateQuery(node)
    const from = (walled.from?.froms ?? []).flatMap((table) => this.#conditions(table))
    const conditions = [...(walled.table ? this.#conditions(walled.table) : []), ...from]
    return { ...walled, where: and(walled.where, conditions) }
  }

  protected override transformDeleteQuery(node: DeleteQueryNode): DeleteQueryNode {
    const walled = super.transformDeleteQuery(node)
    return {
      ...walled,
      where: and(
        walled.where,
        walled.from.froms.flatMap((from) => this.#conditions(from)),
      ),
    }
  }

  protected override transformInsertQuery(node: InsertQueryNode): InsertQueryNode {
    const table = node.into ? tableOf(node.into) : null
    if (table) {
      wallOf(table.name)
      const column = node.columns?.findIndex((each) => each.column.name === 'provider_id') ?? -1
      if (column < 0) throw new UnwalledStatementError(`An insert into ${table.name} does not name its provider`)
      if (node.values && ValuesNode.is(node.values)) this.#checkValues(node.values, column, table.name)
    }
    return super.transformInsertQuery(node)
  }

  #checkValues(values: ValuesNode, column: number, table: string): void {
    for (const row of values.values) {
      const value = row.values[column]
      const provider = isValueNode(value) ? value.value : value
      if (provider !== this.#scope.providerId)
        throw new UnwalledStatementError(`A row for ${table} belongs to another provider`)
    }
  }

  #joined(join: JoinNode): JoinNode {
    const conditions = this.#conditions(join.table)
    if (conditions.length === 0) return join
    return join.on
      ? JoinNode.cloneWithOn(join, all(conditions))
      : JoinNode.createWithOn(join.joinType, join.table, all(conditions))
  }

  #conditions(from: OperationNode): OperationNode[] {
    const table = tableOf(from)
    if (!table) return []
    return wallConditions(wallOf(table.name), table.alias, this.#scope)
  }
}

function isValueNode(value: unknown): value is { kind: 'ValueNode'; value: unknown } {
  return typeof value === 'object' && value !== null && (value as { kind?: string }).kind === 'ValueNode'
}

function wallOf(table: string): Wall {
  const wall = walledTables[table]
  if (!wall) throw new UnwalledStatementError(`The table ${table} has no wall`)
  return wall
}

function tableOf(node: OperationNode): { name: string; alias: string } | null {
  if (node.kind === 'TableNode') {
    const name = (node as { table?: { identifier?: { name: string } } }).table?.identifier?.name ?? ''
    return { name, alias: name }
  }
  if (node.kind !== 'AliasNode') return null
  const { node: inner, alias } = node as OperationNode & {
    node: OperationNode
    alias: OperationNode & { name?: string }
  }
  const table = tableOf(inner)
  return table && { name: table.name, alias: alias.name ?? table.name }
}

function wallConditions(wall: Wall, alias: string, scope: Scope): OperationNode[] {
  const provider = sql`${sql.ref(`${alias}.provider_id`)} = ${scope.providerId}`.toOperationNode()
  const beyond = reachCondition(wall, alias, scope)
  return beyond ? [provider, beyond] : [provider]
}

function reachCondition(wall: Wall, alias: string, scope: Scope): OperationNode | null {
  if (wall.kind === 'provider') return null
  if (wall.kind === 'own') return sql`${sql.ref(`${alias}.membership_id`)} = ${scope.membershipId}`.toOperationNode()
  if (scope.reach === 'all') return null
  const column = sql.ref(`${alias}.${wall.kind === 'organization' ? wall.organizationColumn : 'organization_id'}`)
  if (wall.kind === 'inherited')
    return sql`(${column} in (${ancestors(scope, sql`= ${scope.organizationId}`)}) or ${column} in (${visibleOrganizations(scope)})${
      scope.reach === 'selected'
        ? sql` or ${column} in (${ancestors(scope, sql`in (${visibleOrganizations(scope)})`)})`
        : sql``
    })`.toOperationNode()
  if (scope.reach === 'entities') return entityCondition(wall, alias, scope)
  return sql`${column} in (${visibleOrganizations(scope)})`.toOperationNode()
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

function all(conditions: OperationNode[]): OperationNode {
  return conditions.reduce((left, right) => AndNode.create(left, right))
}

function and(where: WhereNode | undefined, conditions: OperationNode[]): WhereNode {
  const first = where ? [where.where, ...conditions] : conditions
  return WhereNode.create(all(first))
}
