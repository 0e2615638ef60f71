import { jsonSchema } from '@tenantry/contract/openapi.ts'
import type { z } from 'zod'

type Json = Record<string, unknown>

/**
 * The schema from which the compiled serializer of an answer is made. What is not declared does not leave. Unions with
 * null become `nullable`, because the serializer would validate each value against a union.
 */
export function responseSchema(schema: z.ZodType): Json {
  const made = known.get(schema) ?? (simplified(jsonSchema(schema, 'output')) as Json)
  known.set(schema, made)
  return made
}

/** They stay the same for as long as the process lives, in which tests start many a server. */
const known = new WeakMap<z.ZodType, Json>()

function simplified(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(simplified)
  if (typeof node !== 'object' || node === null) return node
  const { anyOf, format, pattern, ...rest } = node as Json & { anyOf?: Json[] }
  const result = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, simplified(value)]))
  if (!anyOf) return result
  const others = anyOf.filter((each) => each.type !== 'null')
  const [only] = others
  if (others.length === 1 && only) return { ...result, ...(simplified(only) as Json), nullable: true }
  return { ...result, anyOf: anyOf.map(simplified) }
}
