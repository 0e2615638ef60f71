/** What those who worked were told and what is there: each acknowledged action once, none that was refused. */
import type { Owner } from './license-checks.ts'
import type { KnownDevice } from './license-client.ts'
import type { KnownPlace } from './license-manager.ts'
import type { MergedCustomer } from './merger.ts'

/**
 * Devices that were added one by one or enrolled; those of files are told by their imports.
 * @param isOfFile whether a name stands in a file
 */
export async function findLostDevices(
  owner: Owner,
  providerId: string,
  devices: readonly KnownDevice[],
  isOfFile: (name: string) => boolean = () => false,
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
  const strangers = rows.filter(({ name }) => !known.has(name) && !isOfFile(name))
  return [...wrong, ...strangers.map(({ name }) => `${name} was asked for by nobody`)]
}

interface Found {
  parent_id: string
  status: string
  moves: number
  changes: number
}

/** Moves, archives and restorations: where it lies and how it stands, with as many rows in the log as were answered. */
export async function findLostChanges(
  owner: Owner,
  providerId: string,
  known: readonly KnownPlace[],
): Promise<string[]> {
  const { rows } = await owner.query<Found & { id: string }>(
    `SELECT o.id, o.parent_id, o.status,
       count(*) FILTER (WHERE e.action = 'organization.moved')::int AS moves,
       count(*) FILTER (WHERE e.action = 'customer.status_changed')::int AS changes
     FROM organizations o LEFT JOIN audit_events e ON e.provider_id = o.provider_id AND e.object_id = o.id
     WHERE o.provider_id = $1 GROUP BY 1, 2, 3`,
    [providerId],
  )
  const found = new Map(rows.map((row) => [row.id, row]))
  return known.flatMap((each) => {
    const there = found.get(each.place.id)
    return there && agrees(each, there) ? [] : [`${JSON.stringify(each)} is ${JSON.stringify(there)}`]
  })
}

function agrees({ parentId, status, moves, statusChanges, unknown }: KnownPlace, there: Found): boolean {
  const isCounted = (told: number, rows: number) => rows >= told && rows <= told + unknown
  return (
    (parentId === null || parentId === there.parent_id) &&
    (status === null || status === there.status) &&
    isCounted(moves, there.moves) &&
    isCounted(statusChanges, there.changes)
  )
}

/** Merges: what was merged has become part of what it was to, or of what that has become part of. */
export async function findLostMerges(
  owner: Owner,
  providerId: string,
  customers: readonly MergedCustomer[],
): Promise<string[]> {
  const { rows } = await owner.query<{ id: string; merged_into_id: string | null }>(
    'SELECT id, merged_into_id FROM organizations WHERE provider_id = $1',
    [providerId],
  )
  const mergedInto = new Map(rows.map(({ id, merged_into_id }) => [id, merged_into_id]))
  const endOf = (id: string | null): string | null => (id && mergedInto.get(id)) || id
  return customers.flatMap(({ id, name, state, intoId }) => {
    const there = mergedInto.get(id)
    const isRight =
      state === 'there' ? there === null : there === endOf(intoId) || (state === 'maybe merged' && there === null)
    return isRight ? [] : [`${name} is ${state} into ${intoId} and became part of ${there}`]
  })
}
