/** The fields of a request or an answer as a table of the readable reference, made from their schema. */
import { jsonSchema } from '@tenantry/contract/openapi.ts'
import type { z } from 'zod'

interface Node {
  type?: string | string[]
  enum?: unknown[]
  const?: unknown
  format?: string
  description?: string
  properties?: Record<string, Node>
  required?: string[]
  items?: Node
  anyOf?: Node[]
  oneOf?: Node[]
}

/** One row of the table. */
interface Field {
  path: string
  type: string
  isRequired: boolean
  description: string
}

const deepest = 3

/**
 * @param io `input` for what is sent, `output` for what is answered
 * @param safe makes text safe for the page
 */
export function fieldsTable(
  title: string,
  schema: z.ZodType | undefined,
  io: 'input' | 'output',
  safe: (text: string) => string,
): string {
  const fields = schema ? fieldsOf(merged(jsonSchema(schema, io) as Node), '') : []
  if (fields.length === 0) return ''
  const rows = fields.map(
    ({ path, type, isRequired, description }) =>
      `<tr><td><code>${safe(path)}</code></td><td>${safe(type)}${isRequired && io === 'input' ? ', required' : ''}</td><td>${safe(description)}</td></tr>`,
  )
  return `<details><summary>${safe(title)}</summary><table><thead><tr><th>Field</th><th>Type</th><th>Meaning</th></tr></thead><tbody>${rows.join('')}</tbody></table></details>`
}

function fieldsOf(node: Node, prefix: string, depth = 0): Field[] {
  return Object.entries(node.properties ?? {}).flatMap(([name, child]) => {
    const path = `${prefix}${name}`
    const field = {
      path,
      type: typeOf(child),
      isRequired: node.required?.includes(name) ?? false,
      description: child.description ?? '',
    }
    if (depth >= deepest) return [field]
    const inner = fieldsOf(merged(child), `${path}.`, depth + 1)
    return [field, ...inner, ...(child.items ? fieldsOf(merged(child.items), `${path}[].`, depth + 1) : [])]
  })
}

/** What is one of several has the fields of all of them: each as any has it, and required where each requires it. */
function merged(node: Node): Node {
  const shapes = [node, ...(node.anyOf ?? node.oneOf ?? [])].filter(({ properties }) => properties)
  const [first = {}, ...others] = shapes
  if (others.length === 0) return first
  const names = [...new Set(shapes.flatMap(({ properties }) => Object.keys(properties ?? {})))]
  return {
    properties: Object.fromEntries(names.map((name) => [name, eitherOf(shapes, name)])),
    required: names.filter((name) => shapes.every(({ required }) => required?.includes(name))),
  }
}

function eitherOf(shapes: Node[], name: string): Node {
  const all = shapes.flatMap(({ properties }) => properties?.[name] ?? [])
  const [first = {}, ...others] = all
  if (others.length === 0) return first
  const told = [...new Set(all.flatMap(({ description }) => description ?? []))]
  return { anyOf: all, ...(told.length > 0 && { description: told.join('; ') }) }
}

function typeOf(node: Node): string {
  if (node.const !== undefined) return JSON.stringify(node.const)
  if (node.enum) return node.enum.map(String).join(' | ')
  const choices = node.anyOf ?? node.oneOf
  if (choices) return [...new Set(choices.map(typeOf))].join(' or ')
  if (Array.isArray(node.type)) return node.type.map((type) => typeOf({ ...node, type })).join(' or ')
  const { type = 'any' } = node
  if (node.items && type === 'array') return `list of ${typeOf(node.items)}`
  return node.format ? `${type} (${node.format})` : type
}
