/** The words of what customers are metered. A second language is a second object of this shape. */
import type { MeteredType, MeteringBasis } from '@tenantry/contract/license-usage.ts'

const bases: Record<MeteringBasis, string> = {
  peak: 'Peak of the month',
  month_end: 'At the month’s end',
  allocated: 'Allocated',
}

const whys: Record<MeteredType['why'], string> = {
  peak: 'Reached',
  standing: 'Since before the month',
  converted: 'At the purchase',
  month_end: 'At the end of the month',
  allocated: 'Set aside',
  exceeded: 'Beyond what was set aside',
  trial: 'Trial, not metered',
  not_metered: 'Not metered',
  none: 'Not in use',
}

export const texts = {
  bases,
  whys,
  link: 'Usage',
  title: 'License usage',
  lead: 'What each customer is metered for a month, counted from the ledger.',
  notIn: 'Trials and the provider’s own use count in the pool, and not here.',
  titleOf: (month: string) => `Usage in ${month}`,
  month: 'Month',
  monthMissing: 'Enter a month.',
  monthNotBegun: 'This month has not begun.',
  noMonth: { title: 'No month is chosen', text: 'Choose a month that has begun.' },
  search: 'Search by name or code',
  export: 'Export as CSV',
  totals: {
    title: 'Totals',
    of: (customers: string) => `In all (${customers}):`,
    tooMany: 'Too many customers to be added up here: search for some, or take the export.',
  },
  provisional: 'Provisional: the month has not ended',
  emptyTitle: 'No customers yet',
  emptyText: 'Each customer stands here with what it is metered for the month.',
  emptyAction: 'Add customer',
  noneThen: { title: 'No customers in this month', text: 'Whoever was added after a month is not in it.' },
  columns: {
    name: 'Customer',
    basis: 'Basis',
    type: 'License',
    quantity: 'Metered',
    why: 'Why',
    atStart: 'At start',
    taken: 'Taken',
    given: 'Given back',
    atEnd: 'At end',
  },
  ask: {
    title: (name: string) => `Meter ${name} by another basis?`,
    text: (from: string, to: string) =>
      `From “${from}” to “${to}”: it holds for the whole month that has not ended. Months that have ended keep theirs.`,
    action: 'Change basis',
  },
  basisOf: (name: string) => `By what ${name} is metered`,
  basisChanged: (name: string, basis: string) => `${name} is metered from this month on: ${basis}`,
  basisFailed: (name: string) => `${name} is metered as before`,
  basisNeedsLimits: 'Only customers with allocated licenses can be metered by what is set aside.',
  nothing: 'Nothing',
  ofPartner: 'What the partner itself uses. The customers below it are metered by themselves.',
  merged: {
    title: (name: string, month: string) => `${name} in ${month}`,
    lead: (basis: string, zone: string) =>
      `Metered by itself until it became part of this customer. ${basis}, by the days of ${zone}`,
    of: (name: string, numbers: string) => `${name}, now part of it: ${numbers}`,
    found: (name: string) => `${name} is part of it`,
  },
  part: (count: string, type: string) => `${type} ${count}`,
  rows: (type: string) => `The rows of ${type} in the ledger`,
  plans: { trial: (day: string) => `trial from ${day}`, purchased: (day: string) => `purchased from ${day}` },
  line: (basis: string, zone: string) => `${basis}, by the days of ${zone}`,
  by: (why: string, subject: string) => `${why}: ${subject}`,
} as const
