/** Customers that rows name by their ids, and whether they lie where the rows say. */
import type { FieldProblem } from '@tenantry/contract/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { findAmong, findBelow } from '../customers/public.ts'
import type { ThereAlready } from './change-customers.ts'
import type { Run } from './chunk.ts'
import type { CustomerRow } from './customer-rows.ts'
import { askable, outsideParent } from './our-ids.ts'
import { findCustomersNamed } from './part-customers.ts'
import { pathKey } from './path-key.ts'

/** A row with the customer whose id it names. */
export interface NamedCustomer extends ThereAlready {
  /** What is wrong with where the row would have it; null where nothing is. */
  fixed: FieldProblem | null
}

/** Those customers of a chunk, looked up together. */
export class NamedCustomers {
  readonly #run: Run
  readonly #parents: ReadonlyMap<string, string | null>
  /** Those below the chosen parent; null where none was chosen. */
  readonly #below: ReadonlySet<string> | null
  readonly #places: ReadonlyMap<string, readonly string[]>

  private constructor(
    run: Run,
    parents: ReadonlyMap<string, string | null>,
    below: ReadonlySet<string> | null,
    places: ReadonlyMap<string, readonly string[]>,
  ) {
    this.#run = run
    this.#parents = parents
    this.#below = below
    this.#places = places
  }

  static async of(context: CallContext, run: Run, rows: readonly CustomerRow[]): Promise<NamedCustomers> {
    const parents = await findAmong(context.tx, askable(rows.map(({ id }) => id)))
    const parentId = run.row.parent_id
    const below = parentId === null ? null : await findBelow(context.tx, [...parents.keys()], parentId)
    const paths = new Map(
      rows.flatMap(({ id, parents: codes }) =>
        parents.has(id ?? '') && codes.length > 0 ? [[pathKey(codes), codes] as const] : [],
      ),
    )
    const places = paths.size === 0 ? new Map() : await findCustomersNamed(context, run, [...paths.values()])
    return new NamedCustomers(run, parents, below, places)
  }

  /** The customer whose id a row names; null where it names none that the caller sees. */
  find(row: CustomerRow): NamedCustomer | null {
    const { id } = row
    const parentId = id === null ? undefined : this.#parents.get(id)
    if (id === null || parentId === undefined) return null
    return { row, id, fixed: this.#fixed(id, row, parentId) }
  }

  #fixed(id: string, { parents }: CustomerRow, parentId: string | null): FieldProblem | null {
    if (this.#below && !this.#below.has(id)) return outsideParent(this.#run)
    const key = pathKey(parents)
    // Codes that may mean several or lead nowhere here say nothing: what lies above it may be out of sight.
    const places = parents.length === 0 ? [] : (this.#places.get(key) ?? [])
    const isElsewhere = places.length === 1 && places[0] !== parentId
    return isElsewhere || this.#run.planned.has(key) ? parentFixed : null
  }
}

const parentFixed: FieldProblem = {
  path: 'parentCodes',
  code: 'parent_fixed',
  message: 'An import does not bring a customer to another parent',
}
