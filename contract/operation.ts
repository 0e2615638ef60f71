import type { z } from 'zod'
import type { ErrorCode } from './errors.ts'
import type { Permission } from './permissions.ts'

/**
 * Who may call an operation: `public` without sign-in, `session` any signed-in membership, else the permission that
 * the caller's role must hold.
 */
export type Access = 'public' | 'session' | Permission

/** The kinds of file that operations answer with. */
export const fileMedia = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const
export type FileMedia = (typeof fileMedia)[keyof typeof fileMedia]

/** HTTP methods that operations use. */
export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'

/**
 * One thing that the API can do. Routes, the typed client, forms, the OpenAPI document and the generated tests are
 * made from it, so nothing of it is said twice.
 */
export interface Operation<
  Params extends z.ZodObject = z.ZodObject,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Response extends z.ZodType = z.ZodType,
> {
  /** Unique, in camelCase; the OpenAPI operationId. */
  id: string
  method: Method
  /** Below `/api/v1`, parameters in braces: `/customers/{id}`. */
  path: string
  /** The feature it belongs to: the plural noun of its room. */
  tag: string
  /** One sentence for the reference. */
  summary: string
  access: Access
  params?: Params
  query?: Query
  body?: Body
  /** The body is a file, sent as it is, of at most so many bytes, instead of JSON. */
  file?: { mostBytes: number }
  /** Absent for answers without a body. */
  response?: Response
  /** The answer is a file of this type, or of one of these, sent while it is read, instead of JSON. */
  media?: FileMedia | readonly FileMedia[]
  /** Status of the successful answer: 200, 201 or 204. */
  status: 200 | 201 | 204
  /** Codes beside the ones that every operation may answer (sign-in, input, rate, internal). */
  errors: readonly ErrorCode[]
  /** The answer carries an ETag, and PATCH, PUT, DELETE and what declares `precondition_required` read If-Match. */
  versioned?: boolean
  /** It changes as many rows as there are, or waits for another server: whoever waits for its answer gives it more time. */
  isLong?: true
  /** `?dryRun=true` validates and computes everything, answers 200, and writes nothing. */
  dryRun?: boolean
  /** The answer holds a secret, or what nothing may keep any more: it is not kept for a repeated request, which is told that it was answered already. */
  secretAnswer?: boolean
  /** It is about the session itself, whichever membership its caller takes to be the active one. */
  isOfSession?: true
  /** Programs call it with a token of its own as Bearer, which no browser sends by itself: whose page asks is no question. */
  isByToken?: true
  /** Example of a request body that is valid; shown in the reference and sent by the generated tests. */
  example?: { body?: z.input<Body> }
}

/**
 * Declares an operation and keeps its types.
 * @returns the same object, typed by its schemas
 */
export function defineOperation<
  const Params extends z.ZodObject = z.ZodObject<Record<never, never>>,
  const Query extends z.ZodType = z.ZodObject<Record<never, never>>,
  const Body extends z.ZodType = z.ZodUndefined,
  const Response extends z.ZodType = z.ZodUndefined,
>(operation: Operation<Params, Query, Body, Response>): Operation<Params, Query, Body, Response> {
  return operation
}

/** What a handler of the operation receives after validation. */
export interface InputOf<O extends Operation> {
  params: z.output<NonNullable<O['params']>>
  query: z.output<NonNullable<O['query']>>
  body: z.output<NonNullable<O['body']>>
}

/** What a caller of the operation sends. */
export interface RequestOf<O extends Operation> {
  params: z.input<NonNullable<O['params']>>
  query: z.input<NonNullable<O['query']>>
  body: z.input<NonNullable<O['body']>>
}

/** What the operation answers with. */
export type ResponseOf<O extends Operation> = z.output<NonNullable<O['response']>>

/** The header by which a request names the membership that it is meant for. */
export const membershipHeader = 'Tenantry-Membership'

/** Whether a request is refused that is meant for another membership than its session acts for. */
export function isMeantForOne({ access, isOfSession }: Pick<Operation, 'access' | 'isOfSession'>): boolean {
  return access !== 'public' && !isOfSession
}

/** Codes that any operation may answer with, so that they are not repeated on each. */
export const commonErrors = [
  'malformed_request',
  'not_signed_in',
  'forbidden',
  'origin_rejected',
  'membership_switched',
  'invalid_input',
  'payload_too_large',
  'unsupported_media_type',
  'rate_limited',
  'internal',
  'unavailable',
] as const satisfies readonly ErrorCode[]
