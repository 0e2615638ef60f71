/** What a statement may write as the provider of a row: the caller's own, or what it copies from rows inside the wall. */
import {
  AliasNode,
  ColumnNode,
  type ColumnUpdateNode,
  type InsertQueryNode,
  type OperationNode,
  PrimitiveValueListNode,
  ReferenceNode,
  SelectQueryNode,
  ValueListNode,
  ValueNode,
  ValuesNode,
} from 'kysely'
import type { Scope } from './scope.ts'
import { sourceOf, UnwalledStatementError } from './statement-sources.ts'

/** @throws UnwalledStatementError when a row would be moved to another provider, or could be */
export function checkKeepsProvider(updates: readonly ColumnUpdateNode[]): void {
  for (const { column } of updates)
    if (columnName(column) === null || columnName(column) === 'provider_id')
      throw new UnwalledStatementError('A row stays with its provider')
}

/** @throws UnwalledStatementError when a row to be inserted names no provider, or another one than the caller's */
export function checkInsert(node: InsertQueryNode, table: string, scope: Scope): void {
  const column = node.columns?.findIndex((each) => each.column.name === 'provider_id') ?? -1
  if (column < 0) throw new UnwalledStatementError(`An insert into ${table} does not name its provider`)
  const { values } = node
  const isOwn =
    values && ValuesNode.is(values)
      ? values.values.every((row) => providerIn(row, column) === scope.providerId)
      : values && SelectQueryNode.is(values) && copiesProvider(values, column, scope)
  if (!isOwn) throw new UnwalledStatementError(`A row for ${table} could belong to another provider`)
}

function providerIn(row: OperationNode, column: number): unknown {
  if (PrimitiveValueListNode.is(row)) return row.values[column]
  return ValueListNode.is(row) ? plainValue(row.values[column]) : undefined
}

function plainValue(node: OperationNode | undefined): unknown {
  return node && ValueNode.is(node) ? node.value : undefined
}

function copiesProvider(query: SelectQueryNode, column: number, scope: Scope): boolean {
  if (query.setOperations) return false
  const selected = query.selections?.[column]?.selection
  const value = selected && AliasNode.is(selected) ? selected.node : selected
  if (!value) return false
  return plainValue(value) === scope.providerId || (ReferenceNode.is(value) && isProviderOfTable(value, query))
}

function isProviderOfTable({ table, column }: ReferenceNode, query: SelectQueryNode): boolean {
  const sources = [...(query.from?.froms ?? []), ...(query.joins ?? []).map((join) => join.table)]
  return (
    columnName(column) === 'provider_id' &&
    sources.some((source) => sourceOf(source)?.alias === table?.table.identifier.name)
  )
}

function columnName(node: OperationNode): string | null {
  if (ColumnNode.is(node)) return node.column.name
  return ReferenceNode.is(node) ? columnName(node.column) : null
}
