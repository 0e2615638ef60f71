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
  trial_devices: 'trial device',
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
}

/**
 * 'No IT asset license is left at Airtel: 0 of 10 free', without a full stop.
 */
export function shortSentence(
  { type, name, free, limit, organization, needed }: ShortType,
  format = (count: number) => count.toLocaleString('en-US'),
): string {
  const kind = ofOne[type] ?? (typeof name === 'string' ? name : type.replaceAll('_', ' '))
  // Of a pool that is not theirs to see people learn nothing, not even that it is empty.
  if (free === null) return `Not enough ${kind} licenses are left for you`
  const left = typeof limit === 'number' ? `${format(free)} of ${format(limit)} free` : `${format(free)} free`
  const where = typeof organization === 'string' ? ` at ${organization}` : ''
  const wanted = typeof needed === 'number' && needed > 1 ? `${format(needed)} more needed, ` : ''
  if (free > 0 || wanted !== '') return `Not enough ${kind} licenses are left${where}: ${wanted}${left}`
  return `No ${kind} license is left${where}: ${left}`
}
