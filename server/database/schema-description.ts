/**
 * Describes a migrated database as text that two databases can be compared by: tables, columns, constraints, indexes,
 * policies, grants, functions. Names of the owner are left out, since it may be called anything.
 */
import type { Pool } from 'pg'

const schemas = ['public', 'tenancy', 'auth', 'audit', 'search']

/** The description that is committed as `schema.sql`. Partitions by month are left out: they come with time. */
export async function describeSchema(pool: Pool): Promise<string> {
  const sections: string[] = []
  for (const [title, query] of queries) {
    const { rows } = await pool.query<{ line: string }>(query, [schemas])
    sections.push(`-- ${title}\n${rows.map((row) => row.line).join('\n')}`)
  }
  return `-- Made by "npm run generate" from a migrated database; the check compares.\n\n${sections.join('\n\n')}\n`
}

const relations = `pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = ANY($1)
  AND c.relname !~ '^audit_events_\\d{4}_\\d{2}' AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')`

const who = (oid: string) =>
  `CASE WHEN ${oid} = 0 THEN 'PUBLIC' WHEN pg_get_userbyid(${oid}) LIKE 'tenantry\\_%' AND pg_get_userbyid(${oid}) <> current_user THEN pg_get_userbyid(${oid}) ELSE 'the owner' END`

const queries: [string, string][] = [
  [
    'Tables',
    `SELECT format('%I.%I %s%s%s', n.nspname, c.relname, CASE c.relkind WHEN 'p' THEN 'partitioned table' WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' ELSE 'table' END,
       CASE WHEN c.relrowsecurity THEN ', row security enabled' ELSE '' END, CASE WHEN c.relforcerowsecurity THEN ' and forced' ELSE '' END) AS line
     FROM ${relations} WHERE c.relkind IN ('r', 'p', 'v', 'm') ORDER BY 1`,
  ],
  [
    'Columns',
    `SELECT format('%I.%I.%I %s%s%s%s', n.nspname, c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
       CASE WHEN l.collname IN ('C') THEN ' COLLATE "C"' ELSE '' END, CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END,
       coalesce(' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid), '')) AS line
     FROM ${relations} JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
     LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum LEFT JOIN pg_collation l ON l.oid = a.attcollation
     WHERE c.relkind IN ('r', 'p', 'v') ORDER BY n.nspname, c.relname, a.attnum`,
  ],
  [
    'Constraints',
    `SELECT format('%I.%I %I %s', n.nspname, c.relname, k.conname, pg_get_constraintdef(k.oid)) AS line
     FROM ${relations} JOIN pg_constraint k ON k.conrelid = c.oid AND k.contype IN ('p', 'u', 'f', 'c', 'x') ORDER BY 1`,
  ],
  [
    'Indexes',
    `SELECT pg_get_indexdef(i.indexrelid) AS line FROM ${relations} JOIN pg_index i ON i.indrelid = c.oid ORDER BY 1`,
  ],
  [
    'Policies',
    `SELECT format('%I.%I %I %s TO %s USING (%s) WITH CHECK (%s)', n.nspname, c.relname, p.polname,
       CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' ELSE 'ALL' END,
       (SELECT string_agg(${who('r')}, ', ' ORDER BY ${who('r')}) FROM unnest(p.polroles) r), regexp_replace(pg_get_expr(p.polqual, p.polrelid), '\\s+', ' ', 'g'),
       regexp_replace(pg_get_expr(p.polwithcheck, p.polrelid), '\\s+', ' ', 'g')) AS line
     FROM ${relations} JOIN pg_policy p ON p.polrelid = c.oid ORDER BY 1`,
  ],
  [
    'Grants on tables',
    `SELECT format('%s on %I.%I to %s', string_agg(g.privilege_type, ', ' ORDER BY g.privilege_type), n.nspname, c.relname, ${who('g.grantee')}) AS line
     FROM ${relations} CROSS JOIN aclexplode(c.relacl) g WHERE c.relkind IN ('r', 'p', 'v') AND ${who('g.grantee')} <> 'the owner'
     GROUP BY n.nspname, c.relname, g.grantee ORDER BY 1`,
  ],
  [
    'Grants on columns',
    `SELECT format('%s (%s) on %I.%I to %s', g.privilege_type, string_agg(a.attname, ', ' ORDER BY a.attnum), n.nspname, c.relname, ${who('g.grantee')}) AS line
     FROM ${relations} JOIN pg_attribute a ON a.attrelid = c.oid AND NOT a.attisdropped CROSS JOIN aclexplode(a.attacl) g
     GROUP BY n.nspname, c.relname, g.grantee, g.privilege_type ORDER BY 1`,
  ],
  [
    'Functions',
    `SELECT format('%I.%I(%s) owned by %s, %s: %s', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid), ${who('p.proowner')},
       CASE WHEN p.prosecdef THEN 'definer' ELSE 'invoker' END || coalesce(' ' || array_to_string(p.proconfig, ' '), '')
         || coalesce(' executed by ' || (SELECT string_agg(${who('g.grantee')}, ', ' ORDER BY ${who('g.grantee')}) FROM aclexplode(p.proacl) g), ''), md5(p.prosrc)) AS line
     FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace AND n.nspname = ANY($1)
     WHERE NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e') ORDER BY 1`,
  ],
  [
    'Triggers',
    `SELECT pg_get_triggerdef(t.oid) AS line FROM ${relations} JOIN pg_trigger t ON t.tgrelid = c.oid AND NOT t.tgisinternal ORDER BY 1`,
  ],
]
