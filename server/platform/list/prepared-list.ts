import { type Compilable, type SelectQueryBuilder, sql } from 'kysely'
import { LiftedValues } from '../database/lifted-values.ts'
import { type Builder, PreparedStatements } from '../database/prepared.ts'
import type { TenantTransaction } from '../database/tenant-database.ts'
import { ListIds } from './list-ids.ts'
import { hasTotal, type ListPlan, type ListShape, paged } from './list-plan.ts'

/** The two statements of a list: the rows of a page, and how many rows there are to page. */
interface ListStatements<Row> {
  page: Compilable<Row>
  total: Compilable<{ count: number }>
}

/**
 * Prepares the statements of a list: they are built once for each set of conditions, order and reach.
 * @param build makes them of a plan, which holds no values then
 * @param options.complete reads the rows of a page whose statement gives their keys alone; the rows are counted behind it, so
 * that they are made ready meanwhile
 * @param options.countsLate counts only once the page is there, where counting takes longer than asking once more: a page
 * that is all there is tells how much that is
 * @returns reads the rows of a page and, for the first page, counts what it is a page of
 */
export function preparedList<Picked, Row = Picked>(
  build: (db: Builder, plan: ListShape) => ListStatements<Picked>,
  {
    complete,
    countsLate = false,
  }: { complete?: (tx: TenantTransaction, picked: Picked[]) => Promise<Row[]>; countsLate?: boolean } = {},
) {
  const statements = new PreparedStatements()
  return async (tx: TenantTransaction, plan: ListPlan): Promise<{ rows: Row[]; counted: number | null }> => {
    const { withSlots, values, shape } = withoutValues(plan)
    const page = statements.run(tx, { shape: `page ${shape}`, values, build: (db) => build(db, withSlots).page })
    const picked = complete || countsLate ? ((await page) as Picked[]) : null
    const rows = complete && picked ? complete(tx, picked) : (page as Promise<Row[]>)
    const whole = picked && countsLate && plan.cursor === null && picked.length <= plan.limit ? picked.length : null
    const total =
      hasTotal(plan) || whole !== null
        ? null
        : statements.run(tx, { shape: `total ${shape}`, values, build: (db) => build(db, withSlots).total })
    const [read, count] = await Promise.all([rows, total])
    return { rows: read, counted: count?.[0]?.count ?? plan.knownTotal ?? whole }
  }
}

/**
 * Prepares the statement of all ids of a list in its order, which takes a fraction of what its rows take.
 * @param build makes it of a plan, which holds no values then
 */
export function preparedIds<DB, TB extends keyof DB, O extends { id: string }>(
  build: (db: Builder, plan: ListShape) => SelectQueryBuilder<DB, TB, O>,
) {
  const statements = new PreparedStatements()
  return async (tx: TenantTransaction, plan: ListPlan): Promise<ListIds> => {
    const { withSlots, values, shape } = withoutValues(plan)
    const hex = sql<string | null>`string_agg(replace(whole.id::text, '-', ''), '')`
    const [row] = await statements.run(tx, {
      shape,
      values,
      build: (db) => db.selectFrom(paged(build(db, withSlots), withSlots).as('whole')).select(hex.as('ids')),
    })
    return new ListIds((row as { ids: string | null } | undefined)?.ids ?? '')
  }
}

function withoutValues(plan: ListPlan) {
  const lifted = new LiftedValues()
  const withSlots: ListShape = {
    ...plan,
    keys: plan.keys.map((key) => ({ ...key, isHidden: key.isHidden && lifted.lift(key.isHidden) })),
    conditions: plan.conditions.map((condition) => lifted.lift(condition)),
    after: plan.after && lifted.lift(plan.after),
    fetched: lifted.lift(plan.fetched),
  }
  const { keys, filteredColumns, idRef, sortedColumns } = plan
  const shape = [lifted.shape(), plan.after !== null, keys, idRef, filteredColumns, sortedColumns]
  return { withSlots, values: lifted.values, shape: JSON.stringify(shape) }
}
