/** Writes the TypeScript types of the tables from a migrated database. */
import type { Pool } from 'pg'

interface Column {
  table: string
  column: string
  type: string
  nullable: boolean
  defaulted: boolean
  computed: boolean
}

const typeNames: Record<string, string> = {
  uuid: 'string',
  text: 'string',
  date: 'string',
  bool: 'boolean',
  int4: 'number',
  int8: 'number',
  timestamptz: 'Date',
  bytea: 'Buffer',
  json: 'Json',
  jsonb: 'Json',
  _int4: 'number[]',
  _text: 'string[]',
  _uuid: 'string[]',
}

/** The content of `tables.generated.ts`: one interface per table of the schema `public`. */
export async function describeTables(pool: Pool): Promise<string> {
  const { rows } = await pool.query<Column>(`
    SELECT c.table_name AS table, c.column_name AS column, c.udt_name AS type, c.is_nullable = 'YES' AS nullable, c.column_default IS NOT NULL AS defaulted,
      c.is_generated = 'ALWAYS' AS computed
    FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
    WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.table_name !~ '^audit_events_(default|\\d{4})'
    ORDER BY c.table_name, c.ordinal_position`)
  const tables = [...new Set(rows.map((row) => row.table))]
  const bodies = tables.map(
    (table) => `export interface ${typeName(table)} {\n${fields(rows.filter((row) => row.table === table))}\n}`,
  )
  const index = `/** Every table by its name. */\nexport interface Tables {\n${tables.map((table) => `  ${table}: ${typeName(table)}`).join('\n')}\n}`
  return `// Made by "npm run generate" from a migrated database; the check compares.\nimport type { ColumnType, Generated, GeneratedAlways } from 'kysely'\n\ntype Json = ColumnType<unknown, string | null, string | null>\n\n${bodies.join('\n\n')}\n\n${index}\n`
}

function fields(columns: Column[]): string {
  return columns.map((column) => `  ${column.column}: ${fieldType(column)}`).join('\n')
}

function fieldType({ table, column, type, nullable, defaulted, computed }: Column): string {
  const name = typeNames[type]
  if (!name) throw new TypeError(`${table}.${column} has the type ${type}, which has no TypeScript type here`)
  const whole = nullable && name !== 'Json' ? `${name} | null` : name
  if (computed) return `GeneratedAlways<${whole}>`
  return defaulted ? `Generated<${whole}>` : whole
}

function typeName(table: string): string {
  return `${table.replace(/(^|_)(\w)/g, (_, __, letter: string) => letter.toUpperCase())}Table`
}
