import type { FieldProblem } from '@tenantry/contract/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import type { Outcome, Run } from './chunk.ts'
import type { LookUps } from './look-ups.ts'

/** What all rows of customers of a chunk are brought in with. */
export interface Chunk {
  context: CallContext
  run: Run
  outcome: Outcome
  /** Tells what the provider requires and a new customer lacks. */
  missingOf: (input: object) => FieldProblem[]
  lookUps: LookUps
  /** What all of it lies below. */
  rootId: string
}
