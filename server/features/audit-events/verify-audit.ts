import type { TenantDatabase, TenantTransaction } from '../../platform/database/tenant-database.ts'
import { systemScope } from '../../platform/tenancy/scope.ts'
import { payloadHash } from './payload.ts'
import { noSeal, sealHash } from './seal-hash.ts'
import type { Seal } from './seals.queries.ts'
import { findLoosePayloads, findLooseRows, findSealsAfter, type SealWithRow } from './verify-audit.queries.ts'

/**
 * A break that the verifier found. `backdated` is a row that claims to be more than an hour older than a row sealed before it; no change takes that
 * long, so it was put in later.
 */
export interface AuditFinding {
  providerId: string
  kind:
    | 'row_missing'
    | 'row_or_seal_changed'
    | 'seal_missing'
    | 'row_without_seal'
    | 'payload_changed'
    | 'payload_without_row'
    | 'backdated'
    | 'head_lost'
  /** Number of the seal, where there is one. */
  number: number | null
  auditEventId: string | null
}

/** What the verifier found at one provider. */
export interface AuditReport {
  providerId: string
  /** At most 1,000. */
  breaks: AuditFinding[]
  /** Rows without their values before and after, which is no break: a law may ask for it, and the row still stands. */
  erasedCount: number
}

/** The last seal of a provider as it was known at some time, from a place that the database's owner cannot change. */
export interface KnownHead {
  providerId: string
  number: number
  /** Hash in hexadecimal digits, as the server's log has it. */
  hash: string
}

/** What the verifier is told from outside. */
export interface VerifyOptions {
  /** Rows of the last five minutes before it may still wait for their seal; the machine's time by default. */
  now?: Date
  knownHeads?: readonly KnownHead[]
}

const pageSize = 1000
const mostFindings = 1000
const sealedWithinMs = 5 * 60 * 1000
const backdatedUs = 60 * 60 * 1_000_000

/**
 * Walks each provider's chain of seals and rows: finds edited, removed, reordered and inserted rows and seals, and
 * payloads that are not what was sealed.
 *
 * What the tables alone cannot show: that rows were removed at the very end together with their seals, that somebody
 * who may write all three tables rewrote the whole chain, or a row put in with the present time. The first two show
 * against a head known from elsewhere.
 */
export async function verifyAudit(
  database: TenantDatabase,
  providerIds: readonly string[],
  options: VerifyOptions = {},
): Promise<AuditReport[]> {
  const reports: AuditReport[] = []
  for (const providerId of providerIds) {
    const verify = (tx: TenantTransaction) => new ChainWalk(tx, providerId, options).walk()
    reports.push(await database.within(systemScope(providerId), verify, { readOnly: true }))
  }
  return reports
}

class ChainWalk {
  readonly #tx: TenantTransaction
  readonly #providerId: string
  readonly #options: VerifyOptions
  readonly #findings: AuditFinding[] = []
  readonly #knownHeads: ReadonlyMap<number, string>
  #last: Seal = noSeal
  #lastOccurredUs = 0
  #erasedCount = 0

  constructor(tx: TenantTransaction, providerId: string, options: VerifyOptions) {
    this.#tx = tx
    this.#providerId = providerId
    this.#options = options
    const heads = (options.knownHeads ?? []).filter((head) => head.providerId === providerId)
    this.#knownHeads = new Map(heads.map((head) => [head.number, head.hash]))
  }

  async walk(): Promise<AuditReport> {
    let after: number | null = null
    for (;;) {
      const page: SealWithRow[] = await findSealsAfter(this.#tx, after, pageSize)
      for (const seal of page) this.#check(seal)
      after = page.at(-1)?.number ?? null
      if (page.length < pageSize) break
    }
    await this.#checkLooseEnds()
    for (const number of this.#knownHeads.keys()) if (number > this.#last.number) this.#found('head_lost', number)
    return { providerId: this.#providerId, breaks: this.#findings, erasedCount: this.#erasedCount }
  }

  #check(seal: SealWithRow): void {
    // Numbers begin with 1: a seal below that would hide a row from the search for rows without seal.
    if (seal.number < 1) {
      this.#found('row_or_seal_changed', seal.number, seal.auditEventId)
      return
    }
    for (let missing = this.#last.number + 1; missing < seal.number && this.#hasRoom(); missing++)
      this.#found('seal_missing', missing)
    this.#checkRow(seal)
    const known = this.#knownHeads.get(seal.number)
    if (known !== undefined && known !== seal.hash.toString('hex'))
      this.#found('head_lost', seal.number, seal.auditEventId)
    this.#last = seal
  }

  #checkRow({ number, hash, auditEventId, organizationId, row, payload }: SealWithRow): void {
    if (!row) {
      this.#found('row_missing', number, auditEventId)
      return
    }
    const follows = number === this.#last.number + 1
    const isWhole =
      organizationId === row.organization_id && (!follows || sealHash(this.#last.hash, number, row).equals(hash))
    if (!isWhole) this.#found('row_or_seal_changed', number, auditEventId)
    if (!payload) this.#erasedCount++
    else if (
      !payloadHash(payload.salt, payload).equals(row.payload_hash) ||
      payload.organizationId !== row.organization_id
    )
      this.#found('payload_changed', number, auditEventId)
    const occurredUs = Number(row.occurred_at_us)
    if (occurredUs < this.#lastOccurredUs - backdatedUs) this.#found('backdated', number, auditEventId)
    this.#lastOccurredUs = Math.max(occurredUs, this.#lastOccurredUs)
  }

  async #checkLooseEnds(): Promise<void> {
    const before = new Date((this.#options.now ?? new Date()).getTime() - sealedWithinMs)
    for (const id of await findLooseRows(this.#tx, before, mostFindings)) this.#found('row_without_seal', null, id)
    for (const id of await findLoosePayloads(this.#tx, mostFindings)) this.#found('payload_without_row', null, id)
  }

  #hasRoom(): boolean {
    return this.#findings.length < mostFindings
  }

  #found(kind: AuditFinding['kind'], number: number | null, auditEventId: string | null = null): void {
    if (!this.#hasRoom()) return
    this.#findings.push({ providerId: this.#providerId, kind, number, auditEventId })
  }
}
