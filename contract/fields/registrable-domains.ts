/**
 * Whether a domain can be registered, by the public suffix list. The list weighs 110 KB compressed, so the domain's schema
 * does without it: the server asks here before it stores a domain, a browser need not.
 */
import { parse } from 'tldts'
import { isDomain } from './web-addresses.ts'

/**
 * Whether a stored domain is a name that somebody can register, or one below it: not a bare public suffix like co.uk.
 * Top-level names that the list does not have pass: customers run corp.local.
 */
export function isRegistrableDomain(ascii: string): boolean {
  return isDomain(ascii) && parse(ascii, { extractHostname: false, validateHostname: false }).domain !== null
}
