import { createTransport } from 'nodemailer'
import type { AddressGuard } from '../network/address-guard.ts'
import { connectGuarded } from '../network/guarded-socket.ts'
import { composeMail } from './compose-mail.ts'
import { checkedMail, type MailMessage, type MailSender } from './mailer.ts'
import { type ClientError, faultOf } from './smtp-faults.ts'

/** A mail server and who sends by it. */
export interface SmtpServer {
  host: string
  port: number
  /** TLS from the first byte, after STARTTLS and never without it, or none at all. */
  security: 'tls' | 'starttls' | 'none'
  /** Whether a certificate that nobody vouches for, or that is another host's, ends it. */
  checksCertificate: boolean
  user: string | null
  password: string | null
  sender: MailSender
}

/** How long each step may take. */
export interface SmtpTimeouts {
  connectMs: number
  /** From the connection to the first words of the server. */
  greetingMs: number
  /** Silence in the middle. */
  silenceMs: number
}

export const smtpTimeouts: SmtpTimeouts = { connectMs: 10_000, greetingMs: 10_000, silenceMs: 30_000 }

/** What sending stands on besides the server. */
export interface SmtpEnvironment {
  guard: AddressGuard
  timeouts?: SmtpTimeouts
  /** Certificates of who is trusted instead of those that the system trusts, as PEM. */
  ca?: string
}

/**
 * Hands a mail to a server.
 * @returns what the server has answered
 * @throws SmtpError when it was not taken, in words for whoever has set the server
 * @throws invalid_input (422) when a header holds a line break, or the address is not exactly one
 */
export async function sendBySmtp(
  server: SmtpServer,
  message: MailMessage,
  identity: { messageId: string; date: Date },
  { guard, timeouts = smtpTimeouts, ca }: SmtpEnvironment,
): Promise<string> {
  const { host, port, security, sender, user, password } = server
  const { to, ...rest } = checkedMail(message)
  const raw = await composeMail({ to, ...rest }, { sender, ...identity })
  const transport = createTransport({
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    tls: { rejectUnauthorized: server.checksCertificate, minVersion: 'TLSv1.2', ...(ca ? { ca } : {}) },
    // Forced: a server that asks for no sign-in would otherwise take mails past a user and a password that nobody checks.
    ...(user ? { auth: { user, pass: password ?? '' }, forceAuth: true } : {}),
    name: sender.address.split('@')[1] ?? 'localhost',
    connectionTimeout: timeouts.connectMs,
    greetingTimeout: timeouts.greetingMs,
    socketTimeout: timeouts.silenceMs,
    disableFileAccess: true,
    disableUrlAccess: true,
    getSocket: (_options, done) => {
      connectGuarded({ host, port, timeoutMs: timeouts.connectMs }, guard).then(
        (connection) => done(null, { connection }),
        (error: Error) => done(error),
      )
    },
  })
  try {
    const { response } = await transport.sendMail({ envelope: { from: sender.address, to: [to.address] }, raw })
    return response
  } catch (error) {
    throw faultOf(error as ClientError, server)
  } finally {
    transport.close()
  }
}
