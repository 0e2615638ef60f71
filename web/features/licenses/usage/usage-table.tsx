import { Link } from '@tanstack/react-router'
import type { LicenseUsage, MeteredType } from '@tenantry/contract/license-usage.ts'
import { formatDate, formatDateTime, formatNumber } from '../../../platform/format.ts'
import classes from '../licenses.module.css'
import { texts } from './usage.texts.ts'

const { columns } = texts

/** The types of a month of one customer, each with what explains its number; the number leads to its rows of the ledger. */
export function UsageTable({ usage, isParent }: { usage: LicenseUsage; isParent: boolean }) {
  const { basis, timeZone, plans } = usage
  return (
    <section className={classes.card} aria-labelledby="usage">
      <div className={classes.cardHead}>
        <div>
          <h3 id="usage" className={classes.cardTitle}>
            {texts.titleOf(monthText(usage.month))}
          </h3>
          <p className={classes.lead}>
            {texts.line(texts.bases[basis], timeZone)}
            {plans.length > 1 && ` · ${plans.map(({ kind, from }) => texts.plans[kind](formatDate(from))).join(', ')}`}
          </p>
        </div>
        {usage.isProvisional && <span className={classes.quiet}>{texts.provisional}</span>}
      </div>
      <table className={classes.table} aria-labelledby="usage">
        <thead>
          <tr>
            <th scope="col">{columns.type}</th>
            <th scope="col" data-align="end">
              {columns.quantity}
            </th>
            <th scope="col">{columns.why}</th>
            <th scope="col" data-align="end">
              {columns.atStart}
            </th>
            <th scope="col" data-align="end">
              {columns.taken}
            </th>
            <th scope="col" data-align="end">
              {columns.given}
            </th>
            <th scope="col" data-align="end">
              {columns.atEnd}
            </th>
          </tr>
        </thead>
        <tbody>
          {usage.types.map((type) => (
            <Line key={type.type} usage={usage} type={type} isParent={isParent} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Line({ usage, type, isParent }: { usage: LicenseUsage; type: MeteredType; isParent: boolean }) {
  const figure = (heading: string, count: number) => (
    <td data-align="end" data-heading={heading} data-none={count === 0 || undefined}>
      {formatNumber(count)}
    </td>
  )
  const of = { [isParent ? 'withinId' : 'organizationId']: { eq: usage.id as string } }
  return (
    <tr>
      <th scope="row">{type.name}</th>
      <td data-align="end" data-heading={columns.quantity} className={classes.free}>
        <Link
          to="/licenses/ledger"
          search={{
            filter: { ...of, type: { eq: type.type }, happenedAt: { gte: usage.startsAt, lt: usage.endsAt } },
          }}
          className={classes.story}
          aria-label={`${formatNumber(type.quantity)}: ${texts.rows(type.name)}`}
        >
          {formatNumber(type.quantity)}
        </Link>
      </td>
      <td data-heading={columns.why} data-none={type.quantity === 0 || undefined}>
        <span>
          {whyText(type)}
          {type.moment && <span className={classes.below}>{formatDateTime(type.moment)}</span>}
        </span>
      </td>
      {figure(columns.atStart, type.atStart)}
      {figure(columns.taken, type.taken)}
      {figure(columns.given, type.given)}
      {figure(columns.atEnd, type.atEnd)}
    </tr>
  )
}

function whyText({ why, row }: MeteredType): string {
  const isNamed = row?.subjectName && (why === 'peak' || why === 'exceeded')
  return isNamed ? texts.by(texts.whys[why], row.subjectName ?? '') : texts.whys[why]
}

/** 'November 2026'. */
export function monthText(month: string): string {
  return new Intl.DateTimeFormat(undefined, { year: 'numeric', month: 'long', timeZone: 'UTC' }).format(
    new Date(`${month}-01T00:00:00Z`),
  )
}
