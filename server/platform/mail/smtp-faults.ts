/** What went wrong with a mail server, in words for whoever has set it, with the technical ones behind them. */
import { AddressRefused, NotConnected } from '../network/guarded-socket.ts'

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

/** What the client of a server throws. */
export type ClientError = Error & {
  code?: string
  command?: string
  response?: string
  responseCode?: number
  /** OpenSSL's word for it. */
  reason?: string
}

/** Where it was sent to, and how. */
export interface Tried {
  host: string
  port: number
  security: 'tls' | 'starttls' | 'none'
}

/** What an error of the client means. Answers of a server stand as they are. */
export function faultOf(error: ClientError, tried: Tried): SmtpError {
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
  const certificate = response ? undefined : certificateWords(error.message, tried)
  if (certificate) return new SmtpError('certificate', certificate, options)
  const isAway = ['ECONNECTION', 'ETIMEDOUT', 'ESOCKET', 'EDNS', 'ECONNRESET', 'ETLS'].includes(code)
  const answer = connectionWords(error, tried) ?? response ?? error.message
  return new SmtpError(isAway && !response ? 'unreachable' : 'server', answer, options)
}

const certificateProblems: readonly [RegExp, (host: string) => string][] = [
  [/has expired/i, (host) => `The certificate of ${host} has expired`],
  [/not yet valid/i, (host) => `The certificate of ${host} is not valid yet`],
  [/altname/i, (host) => `The certificate is not for ${host}, but for another name`],
  [/self.signed/i, (host) => `The certificate of ${host} is self-signed: nobody who is trusted here vouches for it`],
  [
    /certificate|unable to verify|issuer|CERT_/i,
    (host) => `Nobody who is trusted here vouches for the certificate of ${host}`,
  ],
]

function certificateWords(message: string, { host }: Tried): string | undefined {
  const words = certificateProblems.find(([pattern]) => pattern.test(message))?.[1]
  return words && `${words(host)} (${message.trim()})`
}

function connectionWords(error: ClientError, { host, port, security }: Tried): string | undefined {
  const { code, message, response } = error
  const at = `${host}:${port}`
  if (code === 'ETLS' && response)
    return `${at} does not speak STARTTLS; try TLS from the start, or no encryption (${response})`
  if (isOfTls(error))
    return security === 'tls'
      ? `${at} does not speak TLS from the start; try STARTTLS or no encryption (${tlsReason(error)})`
      : `${at} and this server cannot agree on TLS (${tlsReason(error)})`
  if (response) return undefined
  if (/greeting/i.test(message))
    return security === 'tls'
      ? `${at} takes connections by TLS and says nothing: is it a mail server? (${message})`
      : `${at} takes connections and says nothing: it may speak TLS from the start, so try TLS or another port (${message})`
  if (code === 'ETIMEDOUT') return `${at} has stopped answering (${message})`
  if (message === 'Connection closed unexpectedly' || /ECONNRESET|EPIPE/.test(message))
    return `${at} has hung up (${message})`
  return undefined
}

/** One who does not speak TLS answers with something else, or hangs up. */
function isOfTls({ reason, message }: ClientError): boolean {
  return reason !== undefined || /:SSL routines:|before secure TLS connection/.test(message)
}

/** OpenSSL's message names addresses in memory and lines of its source. */
function tlsReason({ reason, message }: ClientError): string {
  return reason ?? /:SSL routines:[^:]*:([^:]+)/.exec(message)?.[1] ?? message.trim()
}
