/** What may come as JSON: whole UTF-8, and nothing that reaches for a prototype. */
import type { FastifyInstance } from 'fastify'
import { AppError } from '../errors.ts'
import { jsonFault } from './json-fault.ts'

/**
 * Reads JSON that is whole UTF-8; elsewhere broken characters would be stored as replacement characters. Many programs
 * name the type whatever they send: nothing at all is no body.
 */
export function readJsonAsItIs(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  const utf8 = new TextDecoder('utf-8', { fatal: true })
  app.removeContentTypeParser('application/json')
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    const charset = /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(request.headers['content-type'] ?? '')?.[1] ?? 'utf-8'
    if (!/^utf-?8$/i.test(charset)) return done(new AppError('unsupported_media_type'))
    if (body.length === 0) return done(null, undefined)
    try {
      const text = utf8.decode(body as Buffer)
      parse(request, text, (error, value) => (error ? done(refusal(text)) : done(null, value)))
    } catch {
      done(malformed('The body is no UTF-8'))
    }
  })
}

function malformed(detail: string): AppError {
  return new AppError('malformed_request', { detail })
}

function refusal(text: string): AppError {
  const fault = jsonFault(text)
  if (fault) {
    const place = `line ${fault.line}, column ${fault.column}`
    return malformed(fault.isEnd ? `The JSON ends too early: ${place}` : `The JSON is broken: ${place}`)
  }
  return malformed(`A member called ${(forbiddenMember(text) ?? '').slice(0, 200)} is not taken`)
}

interface Member {
  name: string
  value: unknown
  in: Member | null
}

/** Where JSON reaches for a prototype, as a dotted path; undefined for what is no JSON. */
function forbiddenMember(text: string): string | undefined {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  // One after the other: what is sent may lie deeper than calls can.
  const members: Member[] = [{ name: '', value, in: null }]
  for (const member of members) {
    if (member.name === '__proto__' || (member.name === 'prototype' && member.in?.name === 'constructor'))
      return pathOf(member)
    if (typeof member.value !== 'object' || member.value === null) continue
    for (const [name, inner] of Object.entries(member.value)) members.push({ name, value: inner, in: member })
  }
  return undefined
}

function pathOf(member: Member): string {
  const names: string[] = []
  for (let each: Member | null = member; each?.in; each = each.in) names.push(each.name)
  return names.reverse().join('.')
}
