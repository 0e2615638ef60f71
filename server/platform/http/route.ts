import type { Readable } from 'node:stream'
import type { FieldProblem } from '@tenantry/contract/errors.ts'
import {
  type FileMedia,
  fileMedia,
  type InputOf,
  type Operation,
  type ResponseOf,
} from '@tenantry/contract/operation.ts'
import type { Clock } from '../clock/clock.ts'
import type { CallContext, RequestOrigin } from './context.ts'
import type { ShownObject } from './idempotency.ts'

/**
 * The answer of a handler: the body; for versioned operations, the version that becomes the ETag; for those that take an
 * Idempotency-Key, what the body shows, unless it is secret.
 */
export interface Reply<O extends Operation> {
  body: ResponseOf<O>
  version?: number
  object?: ShownObject
}

/** An operation of the contract with the use-case behind it, in a transaction under the caller's scope. */
export interface Route {
  operation: Operation
  handle: (context: CallContext, input: InputOf<Operation>) => Promise<Reply<Operation>>
}

/** Does some work for a caller in a transaction of its own. */
export type Reader = <Result>(work: (context: CallContext) => Promise<Result>) => Promise<Result>

/** An operation whose answer is sent while it is read, part by part, so that its length does not matter. */
export interface StreamRoute {
  operation: Operation
  /** What is proposed to whoever saves the answer. */
  file: (input: InputOf<Operation>) => StreamedFile
  /**
   * What is wrong before the first part is answered as a problem; afterwards the answer breaks off. Whoever stops
   * listening ends it where it stands.
   */
  stream: (read: Reader, input: InputOf<Operation>, answer: StreamedAnswer) => AsyncGenerator<string | Uint8Array, void>
}

/** What the sender of a streamed answer can do besides reading. */
export interface StreamedAnswer {
  write: Reader
  /** Tells, before the first part, how many rows there will be. */
  tellCount: (rows: number) => void
  /** Tells, before the first part, the character encoding of a text file whose parts are bytes; UTF-8 else. */
  tellCharset: (name: string) => void
}

/** The name of a file and what kind it is of. */
export interface StreamedFile {
  name: string
  media: FileMedia
}

/** A file that somebody sends, read as it arrives. */
export interface Upload {
  /** Breaks off with payload_too_large (413) past the operation's limit. */
  content: Readable
  /** Does the work of the call in a transaction under the caller's scope, once the file is there. */
  finish: <Result>(work: (context: CallContext) => Promise<Result>) => Promise<Result>
}

/** An operation whose request is a file: it is stored before any transaction begins, however long it takes to arrive. */
export interface UploadRoute {
  operation: Operation
  receive: (upload: Upload, input: InputOf<Operation>) => Promise<Reply<Operation>>
}

/**
 * An operation that waits for something outside, such as another server: no transaction is open meanwhile. Each step works
 * in one of its own.
 */
export interface SteppedRoute {
  operation: Operation
  steps: (step: Reader, input: InputOf<Operation>) => Promise<Reply<Operation>>
}

/** An operation that needs no sign-in; its handler opens what it needs. */
export interface PublicRoute {
  operation: Operation
  /** Where it answers no, the operation does not exist, whatever is sent. */
  isThere: () => Promise<boolean>
  /**
   * Refuses whoever may not call it before they are told what is wrong with their input; for what is sent with a token of
   * its own. Of a call whose input is right the handler finds out by itself.
   */
  refuseStrangers?: ((context: PublicContext) => Promise<void>) | undefined
  /**
   * What else is wrong with a body whose form is refused, so that all of it is told at once. Of one whose form is right the
   * handler finds out by itself.
   */
  alsoWrong?: ((body: unknown) => Promise<FieldProblem[]>) | undefined
  handlePublic: (context: PublicContext, input: InputOf<Operation>) => Promise<Reply<Operation>>
}

/** What a public operation works with. */
export interface PublicContext {
  clock: Clock
  origin: RequestOrigin
  /** The Cookie header: nobody needs a session, and some may have one. */
  cookie: string | undefined
  /** The Authorization header, for what is no API key. */
  authorization: string | undefined
}

/** Binds an operation to its handler; the types of input and answer come from the operation. */
export function route<O extends Operation>(
  operation: O,
  handle: (context: CallContext, input: InputOf<O>) => Promise<Reply<O>>,
): Route {
  return { operation, handle: handle as Route['handle'] }
}

/**
 * Binds an operation to what sends its answer part by part.
 * @param file the name of a CSV file, or what the input makes of name and kind
 */
export function streamRoute<O extends Operation>(
  operation: O,
  file: string | ((input: InputOf<O>) => StreamedFile),
  stream: (read: Reader, input: InputOf<O>, answer: StreamedAnswer) => AsyncGenerator<string | Uint8Array, void>,
): StreamRoute {
  const named = typeof file === 'string' ? () => ({ name: file, media: fileMedia.csv }) : file
  return { operation, file: named as StreamRoute['file'], stream: stream as StreamRoute['stream'] }
}

/** Binds an operation to what takes its file. */
export function uploadRoute<O extends Operation>(
  operation: O,
  receive: (upload: Upload, input: InputOf<O>) => Promise<Reply<O>>,
): UploadRoute {
  return { operation, receive: receive as UploadRoute['receive'] }
}

/** Binds an operation to what does it in several transactions. */
export function steppedRoute<O extends Operation>(
  operation: O,
  steps: (step: Reader, input: InputOf<O>) => Promise<Reply<O>>,
): SteppedRoute {
  return { operation, steps: steps as SteppedRoute['steps'] }
}

/**
 * Binds a public operation to its handler and to whether it exists at the moment.
 * @param refusals what is asked where the input is refused
 */
export function publicRoute<O extends Operation>(
  operation: O,
  isThere: PublicRoute['isThere'],
  handlePublic: (context: PublicContext, input: InputOf<O>) => Promise<Reply<O>>,
  refusals: Pick<PublicRoute, 'refuseStrangers' | 'alsoWrong'> = {},
): PublicRoute {
  return { operation, isThere, ...refusals, handlePublic: handlePublic as PublicRoute['handlePublic'] }
}
