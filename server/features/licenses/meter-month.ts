/** What a month of one account comes to, told from its rows of the ledger alone. Reads nothing and knows no clock. */
import type { MeteringBasis, meteredWhys } from '@tenantry/contract/license-usage.ts'
import { trialDevices } from '../license-counts/public.ts'

/** How things stood as the month began, for one organization and type. */
export interface Standing {
  organizationId: string
  type: string
  used: number
  limit: number | null
}

/** A row of the ledger within the month. */
export interface MeterRow {
  organizationId: string
  type: string
  number: number
  happenedAt: Date
  kind: string
  count: number
  limitAfter: number | null
  reason: string
}

/** One account and its month. */
export interface MeteredMonth<Row extends MeterRow> {
  /** Whose limits and whose plan count; its divisions have none of their own. */
  accountId: string
  basis: MeteringBasis
  startsAt: Date
  /** Of the account and of the divisions below it. */
  standing: readonly Standing[]
  rows: readonly Row[]
}

/** What one type comes to. */
export interface Metered<Row> {
  quantity: number
  why: (typeof meteredWhys)[number]
  moment: Date | null
  row: Row | null
  atStart: number
  taken: number
  given: number
  atEnd: number
  limit: number | null
}

/** Since when it was a trial, or purchased. */
export interface PlanSince {
  kind: 'trial' | 'purchased'
  from: Date
}

/** A row with when it counts. */
interface Timed<Row> {
  at: number
  row: Row
}

/**
 * Meters a month by the basis of its account. A moment is all that happened at one instant: what comes and goes within it
 * was never in use. While the account is a trial nothing is metered; what is in use when it is bought counts from then on.
 * - `peak`: the highest number in use at one moment, the one with which the month began included.
 * - `month_end`: what is in use at the last moment.
 * - `allocated`: the highest of what was set aside, or in use beyond it, at one moment; without a limit as `peak`.
 */
export function meterMonth<Row extends MeterRow>(month: MeteredMonth<Row>): Map<string, Metered<Row>> {
  const types = new Set([...month.standing, ...month.rows].map(({ type }) => type))
  types.delete(trialDevices)
  const timed = inOrder(month.rows, month.startsAt)
  return new Map([...types].sort().map((type) => [type, meterType(month, timed, type)]))
}

/**
 * What the account was on, from when in the month.
 * @param createdAt when there began to be one
 */
export function plansOf<Row extends MeterRow>(month: MeteredMonth<Row>, createdAt: Date): PlanSince[] {
  const begins = Math.max(month.startsAt.getTime(), createdAt.getTime())
  const changes = inOrder(month.rows, month.startsAt).filter(({ row }) => isPlan(month, row))
  let kind = kindOf(startOf(month, trialDevices).limit)
  const plans: PlanSince[] = []
  for (const { at, row } of [...changes, { at: Number.POSITIVE_INFINITY, row: null }]) {
    // With what it was created it began, although its row is written some milliseconds later.
    if (at > begins && row?.reason !== 'customer.created' && plans.length === 0)
      plans.push({ kind, from: new Date(begins) })
    if (row === null || kindOf(row.limitAfter) === kind) continue
    kind = kindOf(row.limitAfter)
    if (plans.length > 0) plans.push({ kind, from: new Date(at) })
  }
  return plans
}

function meterType<Row extends MeterRow>(
  month: MeteredMonth<Row>,
  all: readonly Timed<Row>[],
  type: string,
): Metered<Row> {
  const start = startOf(month, type)
  const meter = new Meter<Row>(month, start, kindOf(startOf(month, trialDevices).limit) === 'trial')
  const rows = all.filter(({ row }) => row.type === type || isPlan(month, row))
  // What changes with the first moment of the month belongs to it.
  if (rows[0]?.at !== month.startsAt.getTime()) meter.look(month.startsAt.getTime(), null)
  for (const [index, { at, row }] of rows.entries()) {
    meter.add(row, type)
    if (rows[index + 1]?.at !== at) meter.look(at, row)
  }
  return meter.result()
}

/** Goes through the moments of a month and remembers the highest. */
class Meter<Row extends MeterRow> {
  readonly #month: MeteredMonth<Row>
  readonly #atStart: number
  #used: number
  #limit: number | null
  #isTrial: boolean
  #wasUsedOnTrial = false
  #taken = 0
  #given = 0
  #changed: Row | null = null
  #isConverted = false
  #highest: Pick<Metered<Row>, 'quantity' | 'why' | 'moment' | 'row'> = { ...nothing }
  #last: Timed<Row> | null = null

  constructor(month: MeteredMonth<Row>, start: { used: number; limit: number | null }, isTrial: boolean) {
    this.#month = month
    this.#atStart = start.used
    this.#used = start.used
    this.#limit = start.limit
    this.#isTrial = isTrial
  }

  add(row: Row, type: string): void {
    if (row.type !== type) {
      this.#isConverted = this.#isTrial && kindOf(row.limitAfter) === 'purchased'
      this.#isTrial = kindOf(row.limitAfter) === 'trial'
      return
    }
    this.#used += row.count
    if (row.count > 0) this.#taken += row.count
    else this.#given -= row.count
    if (row.organizationId === this.#month.accountId && row.kind === 'limit') this.#limit = row.limitAfter
    this.#changed = row
  }

  /** How things stand after a moment. */
  look(at: number, latest: Row | null): void {
    const { basis } = this.#month
    if (latest && this.#changed) this.#last = { at, row: this.#changed }
    const row = this.#changed
    this.#changed = null
    const isConverted = this.#isConverted
    this.#isConverted = false
    if (this.#isTrial) {
      this.#wasUsedOnTrial ||= this.#used > 0
      return
    }
    if (basis === 'month_end') return
    const limit = basis === 'allocated' ? this.#limit : null
    const quantity = Math.max(this.#used, limit ?? 0)
    if (quantity <= this.#highest.quantity) return
    const why = row === null ? (isConverted ? 'converted' : 'standing') : 'peak'
    const beyond = this.#used > (limit ?? 0) ? 'exceeded' : 'allocated'
    this.#highest = { quantity, why: limit === null ? why : beyond, moment: new Date(at), row }
  }

  result(): Metered<Row> {
    const figures = {
      atStart: this.#atStart,
      taken: this.#taken,
      given: this.#given,
      atEnd: this.#used,
      limit: this.#limit,
    }
    return { ...this.#metered(), ...figures }
  }

  #metered() {
    const { basis, startsAt } = this.#month
    if (basis === 'month_end' && !this.#isTrial && this.#used > 0)
      return {
        quantity: this.#used,
        why: 'month_end' as const,
        moment: new Date(this.#last?.at ?? startsAt),
        row: this.#last?.row ?? null,
      }
    if (basis !== 'month_end' && this.#highest.quantity > 0) return this.#highest
    return { ...nothing, why: this.#wasUsedOnTrial ? ('trial' as const) : ('none' as const) }
  }
}

const nothing = { quantity: 0, why: 'none' as const, moment: null, row: null }

/** A trial has a limit of devices, of all classes together; 0 once it has ended. */
function kindOf(trialLimit: number | null): 'trial' | 'purchased' {
  return trialLimit === null ? 'purchased' : 'trial'
}

function isPlan({ accountId }: { accountId: string }, row: MeterRow): boolean {
  return row.type === trialDevices && row.kind === 'limit' && row.organizationId === accountId
}

function startOf({ accountId, standing }: MeteredMonth<MeterRow>, type: string) {
  const ofType = standing.filter((each) => each.type === type)
  return {
    used: ofType.reduce((sum, { used }) => sum + used, 0),
    limit: ofType.find(({ organizationId }) => organizationId === accountId)?.limit ?? null,
  }
}

/**
 * Rows by when they count. Of one organization and type their number is the order in which they came; a row whose clock was
 * read before it had to wait for another one counts with that one.
 */
function inOrder<Row extends MeterRow>(rows: readonly Row[], startsAt: Date): Timed<Row>[] {
  const latest = new Map<string, number>()
  const timed = [...rows]
    .sort((one, other) => one.number - other.number)
    .map((row) => {
      const key = `${row.organizationId} ${row.type}`
      const at = Math.max(latest.get(key) ?? startsAt.getTime(), row.happenedAt.getTime())
      latest.set(key, at)
      return { at, row }
    })
  return timed.sort((one, other) => one.at - other.at)
}
