import { Link } from '@tanstack/react-router'
import type { LicenseUsage, MergedUsage, MeteredType } from '@tenantry/contract/license-usage.ts'
import { useId } from 'react'
import { formatNumber } from '../../../platform/format.ts'
import classes from '../licenses.module.css'
import { momentText, plansText } from './in-zone.ts'
import usageClasses from './usage.module.css'
import { texts } from './usage.texts.ts'

const { columns } = texts

/**
 * The types of a month of one customer, each with what explains its number, and those of what has become part of it; a number
 * leads to its rows of the ledger.
 */
export function UsageTable({ usage }: { usage: LicenseUsage }) {
  const { basis, timeZone } = usage
  const month = monthText(usage.month)
  const plans = plansText(usage)
  return (
    <>
      <MonthCard
        usage={usage}
        title={texts.titleOf(month)}
        lead={texts.line(texts.bases[basis], timeZone) + (plans === null ? '' : ` · ${plans}`)}
        note={usage.isProvisional ? texts.provisional : null}
      />
      {usage.merged.map((part) => (
        <MonthCard
          key={part.id}
          usage={part}
          title={texts.merged.title(part.name, month)}
          lead={texts.merged.lead(texts.bases[part.basis], part.timeZone)}
          note={null}
        />
      ))}
    </>
  )
}

interface CardProps {
  usage: MergedUsage
  title: string
  lead: string
  note: string | null
}

function MonthCard({ usage, title, lead, note }: CardProps) {
  const id = useId()
  return (
    <section className={classes.card} aria-labelledby={id}>
      <div className={classes.cardHead}>
        <div>
          <h3 id={id} className={classes.cardTitle}>
            {title}
          </h3>
          <p className={classes.lead}>{lead}</p>
        </div>
        {note && <span className={classes.quiet}>{note}</span>}
      </div>
      <table className={`${classes.table} ${usageClasses.months}`} aria-labelledby={id}>
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
            <Line key={type.type} usage={usage} type={type} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Line({ usage, type }: { usage: MergedUsage; type: MeteredType }) {
  const figure = (heading: string, count: number) => (
    <td data-align="end" data-heading={heading} data-none={count === 0 || undefined}>
      {formatNumber(count)}
    </td>
  )
  return (
    <tr>
      <th scope="row">{type.name}</th>
      <td data-align="end" data-heading={columns.quantity} className={classes.free}>
        <Link
          to="/licenses/ledger"
          search={{
            filter: {
              accountId: { eq: usage.id as string },
              type: { eq: type.type },
              happenedAt: { gte: usage.startsAt, lt: usage.endsAt },
            },
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
          {type.moment && <span className={classes.below}>{momentText(type.moment, usage.timeZone)}</span>}
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
