/** What a mail server that is set wrongly is told of, by real servers of each kind. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { certificates } from '../../testing/smtp/certificates.ts'
import { type SmtpProcess, type SmtpProcessOptions, startSmtpServer } from '../../testing/smtp/smtp-process.ts'
import { AddressGuard } from '../network/address-guard.ts'
import type { SmtpError } from './smtp-faults.ts'
import { type SmtpServer, sendBySmtp } from './smtp-mailer.ts'

const kinds = {
  none: { security: 'none' },
  open: { security: 'none', offersSignIn: false },
  starttls: { security: 'starttls' },
  tls: { security: 'tls' },
  ended: { security: 'tls', certificate: certificates.ended },
  other: { security: 'tls', certificate: certificates.other },
} satisfies Record<string, SmtpProcessOptions>
type Kind = keyof typeof kinds

let servers: Record<Kind, SmtpProcess>
beforeAll(async () => {
  const started = Object.entries(kinds).map(async ([kind, options]) => [kind, await startSmtpServer(options)] as const)
  servers = Object.fromEntries(await Promise.all(started)) as typeof servers
})
afterAll(() => Promise.all(Object.values(servers).map((server) => server.kill())))

/** Sends to a server; returns what is told of what went wrong, or what the server has said. */
async function told(kind: Kind | null, part: Partial<SmtpServer>, to = 'x@cust.example', ca?: string) {
  const server: SmtpServer = {
    host: '127.0.0.1',
    port: kind ? servers[kind].port : 25,
    security: 'none',
    checksCertificate: false,
    user: null,
    password: null,
    sender: { name: 'MSP', address: 'noreply@msp.example' },
    ...part,
  }
  const timeouts = { connectMs: 2_000, greetingMs: 300, silenceMs: 600 }
  const environment = { guard: new AddressGuard(['127.0.0.1']), timeouts, ...(ca ? { ca } : {}) }
  const message = { to: { address: to }, subject: 'Hello', text: 'Hello' }
  const identity = { messageId: '<1@msp.example>', date: new Date('2026-03-04T05:06:07Z') }
  return sendBySmtp(server, message, identity, environment).then(
    (answer) => `sent: ${answer.replaceAll(String(server.port), 'PORT')}`,
    ({ fault, message: words }: SmtpError) => `${fault}: ${words.replaceAll(String(server.port), 'PORT')}`,
  )
}

it('TLS at a plain port and the reverse are told in words, with what to try (OM3)', async () => {
  const plain = 'unreachable: 127.0.0.1:PORT does not speak TLS from the start; try STARTTLS or no encryption'
  expect(await told('none', { security: 'tls' })).toBe(`${plain} (wrong version number)`)
  expect(await told('starttls', { security: 'tls' })).toBe(`${plain} (wrong version number)`)
  expect(await told('none', { security: 'starttls' })).toMatch(
    /^server: 127\.0\.0\.1:PORT does not speak STARTTLS; try TLS from the start, or no encryption \(5\d\d /,
  )
  for (const security of ['none', 'starttls'] as const)
    expect(await told('tls', { security })).toBe(
      'unreachable: 127.0.0.1:PORT takes connections and says nothing: it may speak TLS from the start, so try TLS or another port (Greeting never received)',
    )
  expect(await told('starttls', { security: 'starttls' })).toMatch('sent: 250')
  expect(await told('tls', { security: 'tls' })).toMatch('sent: 250')
})

it('a certificate that is refused is told why (OM3)', async () => {
  const checked = { security: 'tls', checksCertificate: true } as const
  expect(await told('ended', checked)).toBe(
    'certificate: The certificate of 127.0.0.1 has expired (certificate has expired)',
  )
  expect(await told('other', checked)).toBe(
    'certificate: The certificate of 127.0.0.1 is self-signed: nobody who is trusted here vouches for it (self-signed certificate)',
  )
  expect(await told('other', checked, 'x@cust.example', certificates.other.cert)).toMatch(
    /^certificate: The certificate is not for 127\.0\.0\.1, but for another name \(.*altnames/,
  )
})

it('a server that is not there, or leaves, is told as that (OM3)', async () => {
  expect(await told(null, { host: 'nowhere.invalid' })).toBe('unreachable: There is no server nowhere.invalid')
  expect(await told(null, { port: 9 })).toBe('unreachable: Nothing listens at 127.0.0.1:PORT')
  expect(await told('none', {}, 'hangup-1@cust.example')).toBe(
    'unreachable: 127.0.0.1:PORT has hung up (Connection closed unexpectedly)',
  )
  expect(await told('none', {}, 'silent@cust.example')).toBe(
    'unreachable: 127.0.0.1:PORT has stopped answering (Timeout)',
  )
})

it('a server that asks for no sign-in does not take mails past a user and a password (OM3)', async () => {
  expect(await told('open', { user: 'noreply', password: 'secret' })).toMatch(/^authentication: 5\d\d /)
  expect(await told('open', {})).toMatch('sent: 250')
})
