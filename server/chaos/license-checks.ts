/**
 * What must hold of the licenses of a provider whatever was done at once and killed in between. Each text takes the
 * provider and answers with no row where all is well.
 */
import type { ClientBase, Pool } from 'pg'
import { contradictions } from './contradictions.ts'
import type { KnownDevice } from './license-client.ts'

/** Who sees behind the walls. */
type Owner = Pool | ClientBase

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
    WHERE provider_id = $1 AND reason = 'device.created' GROUP BY 1, 2 HAVING count(*) <> 1`,
  'nothing was added above what an organization may use': `
    SELECT organization_id, type, number, used_after, limit_after, overage_after FROM license_ledger
    WHERE provider_id = $1 AND kind = 'take' AND reason IN ('device.created', 'user.invited')
      AND used_after > limit_after + overage_after`,
  'one device for each request': `
    SELECT name, count(*) FROM devices WHERE provider_id = $1 GROUP BY 1 HAVING count(*) > 1`,
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

/** What clients were told and what is there: each acknowledged action once, none that was refused. */
export async function findLostAnswers(
  owner: Owner,
  providerId: string,
  devices: readonly KnownDevice[],
): Promise<string[]> {
  const { rows } = await owner.query<{ id: string; name: string }>(
    'SELECT id, name FROM devices WHERE provider_id = $1',
    [providerId],
  )
  const idOf = new Map(rows.map(({ id, name }) => [name, id]))
  const known = new Map(devices.map((device) => [device.name, device]))
  const wrong = devices.flatMap(({ name, id, state, told }) => {
    const there = idOf.get(name)
    if (state === 'there' && there !== id) return [`${name} was acknowledged as ${id} and is ${there ?? 'not there'}`]
    if ((state === 'gone' || state === 'refused') && there) return [`${name} is ${state} (${told}) and there`]
    return []
  })
  return [...wrong, ...rows.filter(({ name }) => !known.has(name)).map(({ name }) => `${name} was asked for by nobody`)]
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
