import type { Pool, PoolClient } from 'pg'

/** A node of a plan as PostgreSQL's EXPLAIN tells it in JSON. */
export interface PlanNode {
  'Node Type': string
  'Relation Name'?: string
  'Index Name'?: string
  'Actual Rows'?: number
  'Actual Loops'?: number
  'Rows Removed by Filter'?: number
  'Sort Space Type'?: 'Memory' | 'Disk'
  Plans?: PlanNode[]
}

/** A statement as it was run, with the plan that it ran by. */
export interface ExplainedStatement {
  text: string
  plan: PlanNode
  planText: string
}

/** Explains while it is on. */
export interface Explainer {
  isOn: boolean
  statements: ExplainedStatement[]
}

interface Statement {
  text: string
  values?: unknown[]
}

/**
 * Makes a pool explain every SELECT before running it, in the same transaction and with the same values, so that what
 * is explained is what the product really sends.
 */
export function explainSelects(pool: Pool): Explainer {
  const explainer: Explainer = { isOn: false, statements: [] }
  pool.on('connect', (client) => {
    const run = client.query.bind(client) as (statement: Statement | string) => Promise<{ rows: Row[] }>
    const query = async (statement: Statement | string) => {
      if (explainer.isOn && isSelect(statement)) explainer.statements.push(await explain(run, statement))
      return run(statement)
    }
    Object.assign(client, { query } satisfies Partial<Record<keyof PoolClient, unknown>>)
  })
  return explainer
}

type Row = Record<'QUERY PLAN', unknown>

function isSelect(statement: Statement | string): statement is Statement {
  return typeof statement === 'object' && statement.text.startsWith('select')
}

async function explain(
  run: (statement: Statement) => Promise<{ rows: Row[] }>,
  { text, values }: Statement,
): Promise<ExplainedStatement> {
  const { rows } = await run({
    text: `EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) ${text}`,
    values: values ?? [],
  })
  const [root] = (rows[0]?.['QUERY PLAN'] ?? []) as { Plan: PlanNode }[]
  if (!root) throw new TypeError('PostgreSQL explained nothing')
  return { text, plan: root.Plan, planText: JSON.stringify(root, null, 1) }
}

/** Every node of a plan. */
export function nodesOf(plan: PlanNode): PlanNode[] {
  return [plan, ...(plan.Plans ?? []).flatMap(nodesOf)]
}
