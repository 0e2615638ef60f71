/** What a month comes to over many customers, added up from what each of them is metered. */
import type { LicenseUsage, LicenseUsageTotals } from '@tenantry/contract/license-usage.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { listUsage, monthOf, type UsageQuery } from './license-usage.ts'
import { findTypes } from './licenses.queries.ts'

type Total = NonNullable<LicenseUsageTotals['types']>[number]

/** Adds up the types of months, with what has become part of their customers; those of which nothing is metered count as 0. */
export class UsageSums {
  readonly #byType = new Map<string, Total>()

  add(months: readonly LicenseUsage[]): void {
    for (const { types, merged } of months) {
      const counted = new Set<string>()
      for (const { type, name, quantity } of [...types, ...merged.flatMap((part) => part.types)]) {
        const before = this.#byType.get(type) ?? { type, name, quantity: 0, customers: 0 }
        const customers = before.customers + (quantity > 0 && !counted.has(type) ? 1 : 0)
        if (quantity > 0) counted.add(type)
        this.#byType.set(type, { ...before, quantity: before.quantity + quantity, customers })
      }
    }
  }

  get types(): Total[] {
    return [...this.#byType.values()]
  }
}

const atOnce = 200

/**
 * Adds up what a month comes to over all accounts that a filter leaves, of those that the caller sees; no more of them than
 * a list counts exactly.
 * @throws invalid_input (422) for a month that has not begun
 */
export async function totalUsage(
  context: CallContext,
  query: Omit<UsageQuery, 'limit' | 'cursor'>,
): Promise<LicenseUsageTotals> {
  const sums = new UsageSums()
  let cursor: string | undefined
  let customers = 0
  const today = await monthOf(context)
  const month = query.month ?? today
  let isProvisional = false
  do {
    const page = await listUsage(context, { ...query, month, limit: atOnce, cursor })
    if (page.total === null) return { month, customers: null, isProvisional: null, types: null }
    sums.add(page.items)
    customers += page.items.length
    isProvisional ||= page.items.some((each) => each.isProvisional)
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
  if (customers === 0) return { month, customers, isProvisional: month >= today, types: await nothingOfEach(context) }
  return { month, customers, isProvisional, types: sums.types }
}

async function nothingOfEach({ tx }: CallContext): Promise<Total[]> {
  const counted = (await findTypes(tx)).filter(({ is_on }) => is_on)
  return counted.map(({ code, name }) => ({ type: code, name, quantity: 0, customers: 0 }))
}
