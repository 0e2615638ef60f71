/** What is said where licenses of a type run out, by the server as by the web. */

/** One of each type that every provider starts with. */
const ofOne: Record<string, string> = {
  users: 'user',
  technicians: 'technician',
  it_assets: 'IT asset',
  non_it_assets: 'non-IT asset',
  mobile_devices: 'mobile device',
  availability_monitors: 'availability monitor',
  performance_monitors: 'performance monitor',
  computers: 'computer',
  network_resources: 'network resource',
  trial_devices: 'device',
}

/** The types that every provider starts with, and what trials count. */
export const shippedTypes: readonly string[] = Object.keys(ofOne)

/** A type of which not enough is left; `free` and `limit` are null where they are not the reader's to know. */
export interface ShortType {
  type: string
  /** What the provider calls the type. */
  name: unknown
  free: number | null
  limit: unknown
  /** Whose limit or pool it is, and how many were needed, where that is the reader's to know. */
  organization?: unknown
  needed?: unknown
  /** How many are taken beyond the limit, and how many of all limits below set aside, where that is the reader's to know. */
  overBy?: unknown
  setAside?: unknown
}

/**
 * 'No IT asset license is left at Airtel: 0 of 10 free', or, of a limit that was lowered, '12 in use of 5, 7 over'; without a
 * full stop.
 */
export function shortSentence(short: ShortType, format = (count: number) => count.toLocaleString('en-US')): string {
  const { type, name, free, organization, needed } = short
  const kind = ofOne[type] ?? (typeof name === 'string' ? name : type.replaceAll('_', ' '))
  // Of a pool that is not theirs to see people learn nothing, not even that it is empty.
  if (free === null) return `Not enough ${kind} licenses are left for you`
  const left = leftSentence({ ...short, free }, format)
  const where = typeof organization === 'string' ? ` at ${organization}` : ''
  const wanted = typeof needed === 'number' && needed > 1 ? `${format(needed)} more needed, ` : ''
  if (free > 0 || wanted !== '') return `Not enough ${kind} licenses are left${where}: ${wanted}${left}`
  return `No ${kind} license is left${where}: ${left}`
}

function leftSentence(
  { free, limit, overBy, setAside }: ShortType & { free: number },
  format: (count: number) => string,
): string {
  if (typeof limit !== 'number') return `${format(free)} free`
  if (typeof overBy !== 'number' || overBy === 0) return `${format(free)} of ${format(limit)} free`
  const how = typeof setAside === 'number' && setAside > 0 ? 'in use or set aside' : 'in use'
  return `${format(limit + overBy)} ${how} of ${format(limit)}, ${format(overBy)} over`
}
