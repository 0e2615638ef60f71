import { BlockList, isIPv6 } from 'node:net'
import { sortKey } from '@tenantry/contract/fields/sort-keys.ts'
import type { RuleConditions } from '@tenantry/contract/license-rules.ts'

/** What rules look at of a device that waits. */
export interface Candidate {
  class: string
  maker: string | null
  ip_addresses: readonly string[]
  organization_id: string
}

/**
 * Whether a device is what a rule wants: all of its conditions hold, and of those with several values one is enough.
 * @param isBelow whether an organization is another one or lies below it
 */
export function matcherOf(
  conditions: RuleConditions,
  isBelow: (organizationId: string, ancestorId: string) => boolean,
): (candidate: Candidate) => boolean {
  const { classes, organizationIds } = conditions
  const makers = new Set(conditions.makers.map(sortKey))
  const ranges = rangesOf(conditions.addressRanges)
  return (candidate) =>
    (classes.length === 0 || (classes as readonly string[]).includes(candidate.class)) &&
    (makers.size === 0 || (candidate.maker !== null && makers.has(sortKey(candidate.maker)))) &&
    (conditions.addressRanges.length === 0 ||
      candidate.ip_addresses.some((address) => ranges.check(address, familyOf(address)))) &&
    (organizationIds.length === 0 || organizationIds.some((id) => isBelow(candidate.organization_id, id)))
}

function rangesOf(ranges: readonly string[]): BlockList {
  const list = new BlockList()
  for (const range of ranges) {
    const [address = '', bits = ''] = range.split('/')
    list.addSubnet(address, Number(bits), familyOf(address))
  }
  return list
}

const familyOf = (address: string) => (isIPv6(address) ? 'ipv6' : 'ipv4')
