/** Which addresses may be reached where somebody who uses the app has typed the server. */
import { BlockList, isIP, isIPv4 } from 'node:net'

/** Addresses of this machine, of its neighbourhood, and of no host at all (IANA's special-purpose registries). */
const special4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const

/** Of IPv6 the public part alone is open, less what leads to IPv4 or nowhere. */
const public6 = ['2000::', 3] as const
const special6 = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const

const blocked4 = listOf(special4, 'ipv4')
const blocked6 = listOf(special6, 'ipv6')
const open6 = listOf([public6], 'ipv6')

/** Tells which addresses may be reached. */
export class AddressGuard {
  readonly #allowed = new BlockList()

  /** @param allowed networks that may be reached although they are not public, such as 10.1.0.0/16 or ::1/128 */
  constructor(allowed: readonly string[] = []) {
    for (const network of allowed) {
      const { address, prefix, family } = parseNetwork(network)
      this.#allowed.addSubnet(address, prefix, family)
    }
  }

  allows(address: string): boolean {
    const plain = unmapped(address)
    const version = isIP(plain)
    if (version === 0) return false
    const family = version === 4 ? 'ipv4' : 'ipv6'
    if (this.#allowed.check(plain, family)) return true
    return version === 4 ? !blocked4.check(plain, 'ipv4') : open6.check(plain, 'ipv6') && !blocked6.check(plain, 'ipv6')
  }
}

/**
 * Reads a network as an operator writes it; an address alone is a network of itself.
 * @throws TypeError for anything else
 */
export function parseNetwork(text: string): { address: string; prefix: number; family: 'ipv4' | 'ipv6' } {
  const [address = '', length, ...rest] = text.split('/')
  const version = isIP(address)
  const most = version === 4 ? 32 : 128
  const prefix = length === undefined ? most : /^\d{1,3}$/.test(length) ? Number(length) : -1
  if (version === 0 || rest.length > 0 || prefix < 0 || prefix > most) throw new TypeError(`${text} is no network`)
  return { address, prefix, family: version === 4 ? 'ipv4' : 'ipv6' }
}

/** Whether a text is a network as an operator writes it. */
export function isNetwork(text: string): boolean {
  try {
    return parseNetwork(text) !== null
  } catch {
    return false
  }
}

/** An IPv4 address that is written as IPv6 is the IPv4 address. */
function unmapped(address: string): string {
  const tail = /^::ffff:(.+)$/i.exec(address)?.[1] ?? ''
  if (isIPv4(tail)) return tail
  const parts = /^([0-9a-f]{1,4}):([0-9a-f]{1,4})$/i.exec(tail)
  if (!parts) return address
  const [high = 0, low = 0] = parts.slice(1).map((part) => Number.parseInt(part, 16))
  return [high >> 8, high & 255, low >> 8, low & 255].join('.')
}

function listOf(networks: readonly (readonly [string, number])[], family: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList()
  for (const [address, prefix] of networks) list.addSubnet(address, prefix, family)
  return list
}
