/**
 * What must hold of the licenses of a provider whatever was done at once and killed in between. Each text takes the
 * provider and answers with no row where all is well.
 */
import type { ClientBase, Pool } from 'pg'
import { contradictions } from './contradictions.ts'

/** Who sees behind the walls. */
export type Owner = Pool | ClientBase

const licenseContradictions = {
  'counters, ledger and live things': 'SELECT * FROM tenancy.differing_licenses($1)',
  'each live thing and its rows in the ledger': `
    WITH live AS (
      SELECT organization_id, type, subject_id, count(*) AS uses FROM tenancy.live_license_uses($1, NULL) GROUP BY 1, 2, 3),
    told AS (
      SELECT organization_id, type, subject_id, sum(count) AS uses FROM license_ledger
      WHERE provider_id = $1 AND kind <> 'limit' GROUP BY 1, 2, 3 HAVING sum(count) <> 0)
    SELECT * FROM live FULL JOIN told USING (organization_id, type, subject_id)
    WHERE live.uses IS DISTINCT FROM told.uses`,
  'one row of the ledger for each device and type that was taken': `
    SELECT subject_id, type, count(*) FROM license_ledger
    WHERE provider_id = $1 AND reason IN ('device.created', 'device.enrolled') GROUP BY 1, 2 HAVING count(*) <> 1`,
  'nothing was added above what an organization may use': `
    SELECT organization_id, type, number, used_after, limit_after, overage_after FROM license_ledger
    WHERE provider_id = $1 AND kind = 'take' AND reason IN ('device.created', 'device.enrolled', 'user.invited', 'customer.created')
      AND used_after > limit_after + overage_after`,
  'one device for each request': `
    SELECT name, count(*) FROM devices WHERE provider_id = $1 GROUP BY 1 HAVING count(*) > 1`,
  // Both are changed by one transaction, so they agree in the middle of an import, too.
  'what imports say and what is there': `
    WITH there AS (
      SELECT split_part(name, '-', 1) AS word, count(*) AS things FROM devices WHERE provider_id = $1 GROUP BY 1
      UNION ALL
      SELECT split_part(name, '-', 1), count(*) FROM organizations WHERE provider_id = $1 AND name LIKE '%-%' GROUP BY 1)
    SELECT i.file_name, i.state, i.created - i.taken_back AS told, coalesce(t.things, 0) AS things
    FROM imports i LEFT JOIN there t ON t.word = i.file_name
    WHERE i.provider_id = $1 AND i.created - i.taken_back <> coalesce(t.things, 0)`,
  'one customer for each row of a file': `
    SELECT name, count(*) FROM organizations WHERE provider_id = $1 AND merged_into_id IS NULL GROUP BY 1 HAVING count(*) > 1`,
  'what is enrolled and what waits': `
    SELECT d.id FROM devices d JOIN seen_devices s ON s.provider_id = $1 AND s.organization_id = d.organization_id
      AND s.enrollment_key = d.enrollment_key WHERE d.provider_id = $1`,
}

/** Whether what the counters say of an organization is what those of its children add up to, at one moment. */
const brokenTree = `
  SELECT k.organization_id, k.type FROM license_counters k
  LEFT JOIN (
    SELECT o.parent_id, c.type, sum(x.charge) AS charge FROM license_counters c
    JOIN organizations o ON o.provider_id = $1 AND o.id = c.organization_id
    CROSS JOIN LATERAL tenancy.license_charges(o.type = 'division', c.limit_count, c.demand, c.allocated, c.reserved) x
    WHERE c.provider_id = $1 AND (c.type <> 'trial_devices' OR o.type = 'division') GROUP BY 1, 2) below
    ON below.parent_id = k.organization_id AND below.type = k.type
  WHERE k.provider_id = $1 AND (k.demand <> k.used + coalesce(below.charge, 0)
    OR k.demand > k.limit_count + k.overage + k.excess)`

const excesses = `
  SELECT organization_id || ' ' || type AS counter, excess FROM license_counters WHERE provider_id = $1 AND excess > 0`

/** What is wrong while nobody works, each as the name of the check and what it found. */
export async function findContradictions(owner: Owner, providerId: string): Promise<string[]> {
  const found: string[] = []
  for (const [what, text] of Object.entries({ ...licenseContradictions, ...contradictions })) {
    const { rows } = await owner.query(text, [providerId])
    if (rows.length > 0) found.push(`${what}: ${rows.length} × ${JSON.stringify(rows.slice(0, 3))}`)
  }
  return found
}

/** Looks at the counters again and again while everybody works. */
export class CounterWatch {
  readonly found: string[] = []
  looks = 0
  #last: Map<string, number> | null = null

  /** @param mayGrow whether somebody may leave organizations over by more, by lowering what they may use */
  async look(owner: Owner, providerId: string, mayGrow: boolean): Promise<void> {
    const [tree, over] = await Promise.all([owner.query(brokenTree, [providerId]), owner.query(excesses, [providerId])])
    this.looks++
    if (tree.rows.length > 0) this.found.push(`at one moment: ${JSON.stringify(tree.rows.slice(0, 3))}`)
    const now = new Map<string, number>(over.rows.map(({ counter, excess }) => [counter, excess]))
    if (!mayGrow && this.#last)
      for (const [counter, excess] of now)
        if (excess > (this.#last.get(counter) ?? 0)) this.found.push(`the excess of ${counter} grew to ${excess}`)
    this.#last = mayGrow ? null : now
  }
}
