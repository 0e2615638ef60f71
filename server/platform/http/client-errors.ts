import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { AppError } from '../errors.ts'
import { problemOf } from './problems.ts'
import { problemHeaders } from './security-headers.ts'

/**
 * Answers what HTTP's own reader refuses, before there is a request, in the form of every other error, and hangs up:
 * where the next request would begin is anybody's guess.
 */
export function answerUnreadable(
  error: Error & { code?: string },
  socket: Socket,
  options: { requestId: string; secure: boolean },
): void {
  if (socket.destroyed || error.code === 'ECONNRESET') return
  if (!socket.writable) return void socket.destroy()
  const problem = problemOf(appErrorOf(error), options.requestId)
  const body = JSON.stringify(problem)
  const headers = {
    ...problemHeaders(options.secure),
    'x-request-id': options.requestId,
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  socket.end(`HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}\r\n${lines.join('\r\n')}\r\n\r\n${body}`)
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
