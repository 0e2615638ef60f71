/** What a statement reads from or writes to, as far as the wall understands it; everything else is refused. */
import { AliasNode, IdentifierNode, type OperationNode, RawNode, SelectQueryNode, TableNode } from 'kysely'
import { isAuditedCall } from './audited-calls.ts'
import { type Wall, walledTables } from './walled-tables.ts'

/** Thrown when a statement could reach tenants' rows without the wall: a defect of ours, never an answer to a caller. */
export class UnwalledStatementError extends Error {
  override name = 'UnwalledStatementError'
}

/** A table in a statement with the name that its columns are qualified by. */
interface WalledTable {
  name: string
  alias: string
  wall: Wall
}

/**
 * The table behind an item of FROM or JOIN; null for a nested query, which is walled by itself, and for the call of an
 * audited function.
 * @throws UnwalledStatementError for anything else
 */
export function sourceOf(node: OperationNode): WalledTable | null {
  const inner = AliasNode.is(node) ? node.node : node
  if (SelectQueryNode.is(inner) || (RawNode.is(inner) && isAuditedCall(inner))) return null
  return tableOf(node)
}

/**
 * The table that a statement writes to or reads from.
 * @throws UnwalledStatementError for what is no table, and for a table that is not registered
 */
export function tableOf(node: OperationNode | undefined): WalledTable {
  if (node && TableNode.is(node) && !node.table.schema) {
    const { name } = node.table.identifier
    const wall = Object.hasOwn(walledTables, name) ? walledTables[name] : undefined
    if (!wall) throw new UnwalledStatementError(`The table ${name} has no wall`)
    return { name, alias: name, wall }
  }
  if (node && AliasNode.is(node) && TableNode.is(node.node) && IdentifierNode.is(node.alias))
    return { ...tableOf(node.node), alias: node.alias.name }
  throw new UnwalledStatementError(`The wall does not know what ${node?.kind ?? 'nothing'} reads`)
}
