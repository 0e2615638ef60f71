/**
 * The second wall: every statement of the typed data access gets the caller's scope as conditions of its own, whatever
 * row security would do. It rewrites the syntax tree, so that no query can forget it, and refuses the kinds of
 * statements that it does not understand.
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
  type RawNode,
  type RootOperationNode,
  type SelectQueryNode,
  type UnknownRow,
  type UpdateQueryNode,
  WhereNode,
} from 'kysely'
import { couldReadRows, isAuditedCall } from './audited-calls.ts'
import type { Scope } from './scope.ts'
import { sourceOf, tableOf, UnwalledStatementError } from './statement-sources.ts'
import { wallConditions } from './wall-conditions.ts'
import { checkInsert, checkKeepsProvider } from './written-provider.ts'

const understood = new Set(['SelectQueryNode', 'InsertQueryNode', 'UpdateQueryNode', 'DeleteQueryNode'])
const joinedByOn = new Set(['InnerJoin', 'LeftJoin', 'LateralInnerJoin', 'LateralLeftJoin'])
const joinedWithoutOn = new Set(['CrossJoin', 'LateralCrossJoin'])

/** A Kysely plugin that binds all statements to one scope. */
export class CodeWall implements KyselyPlugin {
  readonly #transformer: WallTransformer

  constructor(scope: Scope) {
    this.#transformer = new WallTransformer(scope)
  }

  transformQuery({ node }: PluginTransformQueryArgs): RootOperationNode {
    if (!understood.has(node.kind)) throw new UnwalledStatementError(`${node.kind} does not pass the wall`)
    return this.#transformer.transformNode(node)
  }

  async transformResult({ result }: PluginTransformResultArgs): Promise<QueryResult<UnknownRow>> {
    return result
  }
}

class WallTransformer extends OperationNodeTransformer {
  readonly #scope: Scope
  /** A query that becomes part of another passes twice, and is walled once. */
  readonly #walled = new WeakSet<OperationNode>()

  constructor(scope: Scope) {
    super()
    this.#scope = scope
  }

  protected override transformSelectQuery(node: SelectQueryNode): SelectQueryNode {
    if (this.#walled.has(node)) return node
    refuseParts(node, ['with'])
    const query = super.transformSelectQuery(node)
    const { joins = [] } = query
    const crossed = joins.filter(({ joinType }) => joinedWithoutOn.has(joinType)).map(({ table }) => table)
    const where = and(query.where, this.#conditions([...(query.from?.froms ?? []), ...crossed]))
    const walled = {
      ...query,
      ...(where ? { where } : {}),
      ...(joins.length > 0 ? { joins: joins.map((join) => this.#joined(join)) } : {}),
    }
    this.#walled.add(walled)
    return walled
  }

  protected override transformUpdateQuery(node: UpdateQueryNode): UpdateQueryNode {
    refuseParts(node, ['with', 'joins'])
    const query = super.transformUpdateQuery(node)
    checkKeepsProvider(query.updates ?? [])
    const table = this.#tableConditions(query.table)
    return withWhere(query, [...table, ...this.#conditions(query.from?.froms ?? [])])
  }

  protected override transformDeleteQuery(node: DeleteQueryNode): DeleteQueryNode {
    refuseParts(node, ['with', 'joins', 'using'])
    const query = super.transformDeleteQuery(node)
    return withWhere(
      query,
      query.from.froms.flatMap((from) => this.#tableConditions(from)),
    )
  }

  protected override transformInsertQuery(node: InsertQueryNode): InsertQueryNode {
    refuseParts(node, ['with', 'defaultValues', 'replace', 'onDuplicateKey', 'orAction'])
    const table = tableOf(node.into)
    checkInsert(node, table.name, this.#scope)
    const query = super.transformInsertQuery(node)
    if (!query.onConflict?.updates) return query
    // A row that is in the way may lie beyond the caller's reach: it then stays as it is.
    checkKeepsProvider(query.onConflict.updates)
    const updateWhere = and(query.onConflict.updateWhere, wallConditions(table.wall, table.alias, this.#scope))
    return { ...query, onConflict: { ...query.onConflict, ...(updateWhere ? { updateWhere } : {}) } }
  }

  protected override transformRaw(node: RawNode): RawNode {
    if (couldReadRows(node) && !isAuditedCall(node))
      throw new UnwalledStatementError(`Handwritten SQL reads past the wall: ${node.sqlFragments.join('…')}`)
    return super.transformRaw(node)
  }

  #joined(join: JoinNode): JoinNode {
    if (joinedWithoutOn.has(join.joinType)) return join
    // The outer side of RIGHT and FULL joins shows rows whatever their condition says.
    if (!joinedByOn.has(join.joinType)) throw new UnwalledStatementError(`${join.joinType} does not pass the wall`)
    const conditions = all(this.#conditions([join.table]))
    if (!conditions) return join
    return join.on
      ? JoinNode.cloneWithOn(join, conditions)
      : JoinNode.createWithOn(join.joinType, join.table, conditions)
  }

  #conditions(sources: readonly OperationNode[]): OperationNode[] {
    return sources.flatMap((source) => (sourceOf(source) ? this.#tableConditions(source) : []))
  }

  #tableConditions(node: OperationNode | undefined): OperationNode[] {
    const { wall, alias } = tableOf(node)
    return wallConditions(wall, alias, this.#scope)
  }
}

function refuseParts<Node extends OperationNode>(node: Node, parts: (keyof Node)[]): void {
  for (const part of parts)
    if (node[part]) throw new UnwalledStatementError(`${node.kind} with ${String(part)} does not pass the wall`)
}

function withWhere<Node extends { where?: WhereNode }>(query: Node, conditions: OperationNode[]): Node {
  const where = and(query.where, conditions)
  return where ? { ...query, where } : query
}

function and(where: WhereNode | undefined, conditions: OperationNode[]): WhereNode | undefined {
  const condition = all(where ? [where.where, ...conditions] : conditions)
  return condition && WhereNode.create(condition)
}

function all([first, ...others]: OperationNode[]): OperationNode | undefined {
  return first && others.reduce((left, right) => AndNode.create(left, right), first)
}
