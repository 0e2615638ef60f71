import { createTransport } from 'nodemailer'
import type { AddressGuard } from '../network/address-guard.ts'
import { AddressRefused, connectGuarded, NotConnected } from '../network/guarded-socket.ts'
import { composeMail } from './compose-mail.ts'
import { checkedMail, type MailMessage, type MailSender } from './mailer.ts'

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

/** Why a mail was not taken: by the server as a whole, or this mail for this recipient. */
export type SmtpFault = 'address_refused' | 'unreachable' | 'certificate' | 'authentication' | 'server' | 'recipient'

/** A mail that was not taken, with what the server has answered. */
export class SmtpError extends Error {
  override name = 'SmtpError'
  readonly fault: SmtpFault
  /** It makes no sense to send this mail again. */
  readonly isFinal: boolean

  constructor(fault: SmtpFault, answer: string, options: { isFinal?: boolean; cause?: unknown } = {}) {
    super(answer, { cause: options.cause })
    this.fault = fault
    this.isFinal = options.isFinal ?? false
  }
}

/** What sending stands on besides the server. */
export interface SmtpEnvironment {
  guard: AddressGuard
  timeouts?: SmtpTimeouts
}

/**
 * Hands a mail to a server.
 * @returns what the server has answered
 * @throws SmtpError when it was not taken
 * @throws invalid_input (422) when a header holds a line break, or the address is not exactly one
 */
export async function sendBySmtp(
  server: SmtpServer,
  message: MailMessage,
  identity: { messageId: string; date: Date },
  { guard, timeouts = smtpTimeouts }: SmtpEnvironment,
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
    tls: { rejectUnauthorized: server.checksCertificate, minVersion: 'TLSv1.2' },
    ...(user ? { auth: { user, pass: password ?? '' } } : {}),
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
    throw faultOf(error as NodemailerError)
  } finally {
    transport.close()
  }
}

type NodemailerError = Error & { code?: string; command?: string; response?: string; responseCode?: number }

const certificateProblems = /certificate|altname|self.signed|unable to verify|issuer|CERT_/i

function faultOf(error: NodemailerError): SmtpError {
  const { code = '', command = '', response, responseCode = 0 } = error
  const options = { cause: error }
  if (error instanceof AddressRefused) return new SmtpError('address_refused', error.message, options)
  if (error instanceof NotConnected) return new SmtpError('unreachable', error.message, options)
  // Of the answers that name the mail, those that begin with 5 are the last word.
  if (['RCPT TO', 'DATA', 'BDAT'].some((each) => command.startsWith(each)) && response)
    return new SmtpError(responseCode >= 500 ? 'recipient' : 'server', response, {
      ...options,
      isFinal: responseCode >= 500,
    })
  if (code === 'EAUTH') return new SmtpError('authentication', response ?? error.message, options)
  if (certificateProblems.test(error.message)) return new SmtpError('certificate', error.message, options)
  const isAway = ['ECONNECTION', 'ETIMEDOUT', 'ESOCKET', 'EDNS', 'ECONNRESET'].includes(code)
  return new SmtpError(isAway && !response ? 'unreachable' : 'server', response ?? error.message, options)
}
