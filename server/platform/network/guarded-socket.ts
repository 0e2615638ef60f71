import { lookup } from 'node:dns/promises'
import { isIP, type LookupFunction, type Socket, connect as tcpConnect } from 'node:net'
import type { AddressGuard } from './address-guard.ts'

/** A server that must not be reached, wherever its name leads. */
export class AddressRefused extends Error {
  override name = 'AddressRefused'
  readonly code = 'EADDRESSREFUSED'
}

/** A name did not lead anywhere, or nobody answered. */
export class NotConnected extends Error {
  override name = 'NotConnected'
  readonly code = 'ENOTCONNECTED'
}

/** Where to connect. */
export interface Endpoint {
  host: string
  port: number
  timeoutMs: number
}

/** Finds the addresses of a name. */
export type Resolve = (host: string) => Promise<{ address: string; family: number }[]>

const systemResolve: Resolve = (host) => lookup(host, { all: true, verbatim: true })

/**
 * Connects to a server that somebody has typed. The name is resolved once, every address that it leads to is checked, and
 * the connection goes to what was checked: a name that answers otherwise the next time changes nothing.
 * @throws AddressRefused for an address that is not public and not allowed
 * @throws NotConnected when the name leads nowhere or nobody answers in time
 */
export async function connectGuarded(
  { host, port, timeoutMs }: Endpoint,
  guard: AddressGuard,
  resolve: Resolve = systemResolve,
): Promise<Socket> {
  const deadline = AbortSignal.timeout(timeoutMs)
  const found = isIP(host) > 0 ? [{ address: host, family: isIP(host) }] : await within(deadline, host, resolve)
  for (const { address } of found) if (!guard.allows(address)) throw new AddressRefused(refusalOf(host))
  if (found.length === 0) throw new NotConnected(`There is no server ${host}`)
  return open({ host, port }, found, deadline)
}

/** Whether a host that somebody has typed can be refused before anybody looks for it: by its address, or as this machine. */
export function isRefused(host: string, guard: AddressGuard): boolean {
  const address = host === 'localhost' ? '127.0.0.1' : host
  return isIP(address) > 0 && !guard.allows(address)
}

/** Why a host is refused, and who can allow it. */
export function refusalOf(host: string): string {
  return `${host} leads to an address that is not public; the operator of this installation can allow it by TENANTRY_ALLOWED_PRIVATE_NETWORKS`
}

async function within(deadline: AbortSignal, host: string, resolve: Resolve) {
  const tooLate = new Promise<never>((_, reject) => {
    deadline.addEventListener('abort', () => reject(new NotConnected(`The name ${host} was not found in time`)))
  })
  const found = resolve(host).catch((error: Error) => {
    throw new NotConnected(`There is no server ${host}`, { cause: error })
  })
  return Promise.race([found, tooLate])
}

function open(
  { host, port }: Pick<Endpoint, 'host' | 'port'>,
  found: { address: string; family: number }[],
  signal: AbortSignal,
): Promise<Socket> {
  const checked: LookupFunction = (_name, options, done) =>
    options.all ? done(null, found) : done(null, found[0]?.address ?? '', found[0]?.family)
  return new Promise((resolve, reject) => {
    const socket = tcpConnect({ host, port, lookup: checked, autoSelectFamily: true })
    const tooLate = () => socket.destroy(new NotConnected(`${host}:${port} does not answer`))
    if (signal.aborted) tooLate()
    signal.addEventListener('abort', tooLate)
    const fail = (error: Error) => {
      signal.removeEventListener('abort', tooLate)
      reject(error instanceof NotConnected ? error : new NotConnected(whyNot(error, host, port), { cause: error }))
    }
    socket.once('error', fail)
    socket.once('connect', () => {
      signal.removeEventListener('abort', tooLate)
      socket.removeListener('error', fail)
      resolve(socket)
    })
  })
}

function whyNot(error: Error & { code?: string }, host: string, port: number): string {
  if (error.code === 'ECONNREFUSED') return `Nothing listens at ${host}:${port}`
  return `${host}:${port} cannot be reached${error.code ? ` (${error.code})` : ''}`
}
