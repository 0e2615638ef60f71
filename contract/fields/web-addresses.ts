/**
 * Domains, websites and email addresses. Domains are stored as lower-case ASCII ("xn--mnchen-3ya.de"), the form that DNS
 * and mail use and that compares by bytes; showDomain, showWebsite and showEmail give the form for reading. Nothing here asks the network;
 * whether a domain can be registered at all is asked of registrable-domains.ts, whose list is large.
 */
import { z } from 'zod'
import { type Clearable, clearable } from './clearable.ts'
import { coded } from './issues.ts'
import { decodePunycode } from './punycode.ts'

const label = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?$/
const controlOrBlank = /[\p{Cc}\p{Z}\s]/u
const notInHost = /[\p{Cc}\p{Z}\s/\\?#@:[\]%]/u

/** RFC 5322's atoms, widened to any script as RFC 6531 does, less what cannot be seen. */
const atom = '[^\\s\\p{Cc}\\p{Z}\\p{Cs}\\p{Default_Ignorable_Code_Point}"(),:;<>@\\[\\]\\\\.]+'
const dotAtom = new RegExp(`^${atom}(?:\\.${atom})*$`, 'u')

/** The lower-case ASCII form of a host name, without a final dot; null where it cannot be one. */
function asciiHost(text: string): string | null {
  const typed = text.trim().replace(/\.$/, '')
  if (typed === '' || typed.length > 1000 || notInHost.test(typed)) return null
  try {
    return new URL(`http://${typed}`).hostname.replace(/\.$/, '')
  } catch {
    return null
  }
}

function isHostName(ascii: string): boolean {
  const labels = ascii.split('.')
  const isNumeric = /^(?:[0-9]+|0x[0-9a-f]*)$/.test(labels.at(-1) ?? '')
  return ascii.length <= 253 && labels.length >= 2 && !isNumeric && labels.every((part) => label.test(part))
}

/** The stored form of a domain: trimmed, lower-case ASCII, without a final dot. A text that is none comes back trimmed. */
export function normalizeDomain(text: string): string {
  return asciiHost(text) ?? text.trim()
}

/** Whether a stored form is a domain: a host name of at least two labels, no IP address. */
export function isDomain(ascii: string): boolean {
  return asciiHost(ascii) === ascii && isHostName(ascii)
}

/** A stored domain as people read it, in Unicode; labels that don't decode stay as they are. */
export function showDomain(ascii: string): string {
  const shown = ascii
    .split('.')
    .map((part) => (part.startsWith('xn--') ? (decodePunycode(part.slice(4)) ?? part) : part))
    .join('.')
  return asciiHost(shown) === ascii ? shown : ascii
}

/**
 * What stands for letters of any script in an address. What is escaped of ASCII has another meaning when it is not, and
 * of small hexadecimal digits another address would be made when it is stored again.
 */
const escapedLetters = /(?:%[89A-F][0-9A-F])+/g

/** Nothing that cannot be seen, nor what would change the sign before it. */
const isRead = /^(?!\p{M})[^\p{C}\p{Z}\p{DI}\uFFFD]+$/u

function showLetters(escaped: string): string {
  try {
    const letters = decodeURIComponent(escaped)
    return isRead.test(letters) ? letters : escaped
  } catch {
    return escaped
  }
}

/**
 * A stored website as people read it, its domain in Unicode and the letters behind it unescaped; stored again it is the
 * same address. A text that is none stays as it is.
 */
export function showWebsite(url: string): string {
  return url.replace(
    /^(https?:\/\/)([^/:?#]+)(.*)$/,
    (_, scheme: string, host: string, rest: string) =>
      scheme + showDomain(host) + rest.replace(escapedLetters, showLetters),
  )
}

/** A website as stored: https:// put in front where no scheme was typed. A text that is no address comes back trimmed. */
export function normalizeWebsite(text: string): string {
  const typed = text.trim()
  const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(typed) || /^[a-z][a-z0-9+-]*:(?![0-9])/i.test(typed)
  if (typed === '' || controlOrBlank.test(typed)) return typed
  try {
    return new URL(hasScheme ? typed : `https://${typed}`).href
  } catch {
    return typed
  }
}

/** Whether a text is an http or https address on a named host, without user name and password, of at most 2048 characters. */
export function isWebsite(text: string): boolean {
  if (text.length > 2048 || controlOrBlank.test(text)) return false
  try {
    const url = new URL(text)
    const isWeb = url.protocol === 'http:' || url.protocol === 'https:'
    return isWeb && url.username === '' && url.password === '' && isHostName(url.hostname.replace(/\.$/, ''))
  } catch {
    return false
  }
}

function splitEmail(text: string): { local: string; host: string } {
  const at = text.lastIndexOf('@')
  return at < 0 ? { local: text, host: '' } : { local: text.slice(0, at), host: text.slice(at + 1) }
}

/** An email address as stored: the local part as typed, the domain as lower-case ASCII. Other texts come back trimmed. */
export function normalizeEmail(text: string): string {
  const typed = text.trim()
  const { local, host } = splitEmail(typed)
  const ascii = asciiHost(host)
  return ascii === null ? typed : `${local}@${ascii}`
}

/** A stored email address as people read it, its domain in Unicode; a text that is none stays as it is. */
export function showEmail(email: string): string {
  const { local, host } = splitEmail(email)
  return host === '' ? email : `${local}@${showDomain(host)}`
}

/**
 * Whether a stored form is one email address: a dot-atom of RFC 5322 or RFC 6531 (any script) of at most 64 bytes before
 * the @, a host name behind it, 254 bytes in all. Quoted local parts, comments and IP addresses are refused.
 */
export function isEmail(text: string): boolean {
  const { local, host } = splitEmail(text)
  const bytes = new TextEncoder()
  const isDotAtom = dotAtom.test(local)
  return (
    isDotAtom &&
    bytes.encode(local).length <= 64 &&
    bytes.encode(text).length <= 254 &&
    asciiHost(host) === host &&
    isHostName(host)
  )
}

/** The form in which email addresses are compared: all in lower case, since no provider tells Ann@ from ann@. */
export function emailKey(email: string): string {
  return normalizeEmail(email).toLowerCase()
}

/** A domain name, stored as lower-case ASCII. */
export const domainName: Clearable<z.ZodString> = clearable(
  z
    .string()
    .overwrite(normalizeDomain)
    .refine(isDomain, coded('domain_invalid', 'Must be a domain, like example.com'))
    .meta({ description: 'Domain name', examples: ['airtel.com'], maxLength: 253 }),
)

/** The address of a website; https:// is added where no scheme was typed. */
export const websiteUrl: Clearable<z.ZodString> = clearable(
  z
    .string()
    .overwrite(normalizeWebsite)
    .refine(isWebsite, coded('website_invalid', 'Must be a web address, like https://www.example.com'))
    .meta({ description: 'Website', examples: ['https://www.airtel.com/'], maxLength: 2048 }),
)

/** An email address that has to be filled. */
export const emailAddress = z
  .string()
  .overwrite(normalizeEmail)
  .refine(isEmail, coded('email_invalid', 'Must be an email address, like name@example.com'))
  .meta({ description: 'Email address', examples: ['enterprise@airtel.com'], format: 'email', maxLength: 254 })

/** An email address that may be left out or cleared. */
export const optionalEmailAddress: Clearable<z.ZodString> = clearable(emailAddress)
