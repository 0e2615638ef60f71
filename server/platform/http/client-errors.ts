import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { AppError } from '../errors.ts'
import { problemOf } from './problems.ts'
import { problemHeaders } from './security-headers.ts'

interface AnswerOptions {
  requestId: string
  secure: boolean
}

/**
 * Answers what HTTP's own reader refuses, before there is a request, in the form of every other error, and hangs up:
 * where the next request would begin is anybody's guess.
 */
export function answerUnreadable(error: Error & { code?: string }, socket: Socket, options: AnswerOptions): void {
  if (socket.destroyed || error.code === 'ECONNRESET') return
  if (!socket.writable) return void socket.destroy()
  socket.end(answerOf(appErrorOf(error), options))
}

/** Answers whoever asks to be connected with another server, which is nothing that this one does, and hangs up. */
export function answerTunnel(socket: Duplex, options: AnswerOptions): void {
  // Nobody else listens to this connection any more: without this its loss would end the server.
  socket.on('error', () => socket.destroy())
  const error = new AppError('malformed_request', { detail: 'This server is no proxy: it does not know CONNECT' })
  socket.end(answerOf(error, options), () => socket.destroy())
}

function answerOf(error: AppError, options: AnswerOptions): string {
  const problem = problemOf(error, options.requestId)
  const body = JSON.stringify(problem)
  const headers = {
    ...problemHeaders(options.secure),
    'x-request-id': options.requestId,
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  return `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}\r\n${lines.join('\r\n')}\r\n\r\n${body}`
}

function appErrorOf(error: { code?: string }): AppError {
  switch (error.code) {
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new AppError('request_timeout')
    case 'HPE_HEADER_OVERFLOW':
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return new AppError('payload_too_large')
    default:
      return new AppError('malformed_request')
  }
}
