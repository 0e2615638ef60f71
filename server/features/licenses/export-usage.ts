import type { LicenseUsage, MergedUsage, MeteredType } from '@tenantry/contract/license-usage.ts'
import { csvRows } from '../../platform/files/csv-file.ts'
import type { Reader } from '../../platform/http/route.ts'
import { listUsage, monthOf, type UsageQuery } from './license-usage.ts'
import { UsageSums } from './usage-totals.ts'

const headings = ['Month', 'Code', 'Customer', 'License', 'Quantity', 'Basis', 'Why', 'Reached at', 'By']
const furtherHeadings = ['At start', 'Taken', 'Given back', 'At end', 'Limit', 'Time zone', 'Provisional']

/** A month of all accounts that a filter leaves as CSV, a line for each type, page by page, and the totals of the types last. */
export async function* exportUsage(
  read: Reader,
  query: Omit<UsageQuery, 'limit' | 'cursor'>,
): AsyncGenerator<string, void> {
  let cursor: string | undefined
  let part = csvRows([[...headings, ...furtherHeadings]])
  const month = query.month ?? (await read(monthOf))
  const sums = new UsageSums()
  do {
    const page = await read((context) => listUsage(context, { ...query, month, limit: exportedAtOnce, cursor }))
    yield part + csvRows(page.items.flatMap(linesOf))
    sums.add(page.items)
    part = ''
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
  yield csvRows(sums.types.map(({ name, quantity }) => [month, null, 'Total', name, quantity, ...noMore]))
}

const noMore = Array.from({ length: headings.length + furtherHeadings.length - 5 }, () => null)

const exportedAtOnce = 100

function linesOf(usage: LicenseUsage): Line[] {
  const { month, isProvisional, name } = usage
  const parts = usage.merged.map((part) => ({ ...part, name: `${part.name} (part of ${name} since)` }))
  return [usage, ...parts].flatMap((each) => each.types.map((type) => lineOf({ month, isProvisional }, each, type)))
}

type Line = (string | number | null)[]

function lineOf(
  { month, isProvisional }: Pick<LicenseUsage, 'month' | 'isProvisional'>,
  { code, name, basis, timeZone }: MergedUsage,
  each: MeteredType,
): Line {
  return [
    month,
    code,
    name,
    each.name,
    each.quantity,
    basis,
    each.why,
    each.moment,
    each.row?.subjectName ?? null,
    each.atStart,
    each.taken,
    each.given,
    each.atEnd,
    each.limit,
    timeZone,
    isProvisional ? 'yes' : 'no',
  ]
}
