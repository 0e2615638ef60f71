/** Addresses of devices in their networks, each in the one form in which it is kept, compared and shown. */
import { z } from 'zod'
import { coded } from './issues.ts'

const octet = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)'
const ipv4 = new RegExp(`^${octet}(?:\\.${octet}){3}$`)
const ipv6 = /^[\da-f:.]+$/i

/** IPv4 in IPv6, as URLs write it. */
const mapped = /^::ffff:(?<high>[\da-f]{1,4}):(?<low>[\da-f]{1,4})$/

/**
 * An IP address as it is written: IPv4 without leading zeros, IPv6 by RFC 5952, and IPv4 in IPv6 as what it is. Null for
 * anything else, names of interfaces behind `%` included.
 */
export function canonicalIp(typed: string): string | null {
  const address = typed.trim()
  if (ipv4.test(address)) return address
  if (!ipv6.test(address) || !address.includes(':')) return null
  try {
    const short = new URL(`http://[${address}]`).hostname.slice(1, -1)
    const { high = '', low = '' } = mapped.exec(short)?.groups ?? {}
    if (high === '') return short
    const [a, b] = [Number.parseInt(high, 16), Number.parseInt(low, 16)]
    return [a >> 8, a & 255, b >> 8, b & 255].join('.')
  } catch {
    return null
  }
}

/** An IPv6 address without the interface that a device writes behind it: fe80::1%eth0 is fe80::1. */
export function withoutScope(address: string): string {
  const at = address.indexOf('%')
  return at > 0 && address.includes(':') ? address.slice(0, at) : address
}

const hardware = /^[\da-f]{12}$|^[\da-f]{16}$/
const separated = /^(?:[\da-f]{1,2}([:-]))(?:[\da-f]{1,2}\1)+[\da-f]{1,2}$|^(?:[\da-f]{4}\.){2,3}[\da-f]{4}$|^[\da-f]+$/

/** A MAC address (EUI-48 or EUI-64) in lower case with colons, from any of the forms that devices write; else null. */
export function canonicalMac(typed: string): string | null {
  const address = typed.trim().toLowerCase()
  if (!separated.test(address)) return null
  const digits = /[:-]/.test(address)
    ? address
        .split(/[:-]/)
        .map((part) => part.padStart(2, '0'))
        .join('')
    : address.replaceAll('.', '')
  return hardware.test(digits) ? (digits.match(/../g) ?? []).join(':') : null
}

/** The most addresses of one kind that a device has. */
export const mostAddresses = 20

const address = (canonical: (typed: string) => string | null, code: string, message: string) =>
  z
    .string()
    .overwrite((typed) => canonical(typed) ?? typed)
    .refine((typed) => canonical(typed) !== null, coded(code, message))

const list = (one: ReturnType<typeof address>, description: string, examples: string[][]) =>
  z
    .array(one)
    .max(mostAddresses)
    .overwrite((all) => [...new Set(all)])
    .meta({ description, examples })

/** IP addresses, each once. */
export const ipAddresses = list(
  address(canonicalIp, 'ip_invalid', 'Needs an IPv4 or IPv6 address, like 192.0.2.10 or 2001:db8::10'),
  'IPv4 and IPv6 addresses, each once',
  [['192.0.2.10', '2001:db8::10']],
)

/** MAC addresses, each once. */
export const macAddresses = list(
  address(canonicalMac, 'mac_invalid', 'Needs a MAC address, like 00:1a:2b:3c:4d:5e'),
  'MAC addresses in any of the usual forms, each once',
  [['00:1a:2b:3c:4d:5e']],
)
