import { Link } from '@tanstack/react-router'
import type { CustomerSummary } from '@tenantry/contract/customer-list.ts'
import { formatNumber } from '../../platform/format.ts'
import { usePermission } from '../../platform/session.tsx'
import { InitialsLogo } from '../../ui/initials-logo.tsx'
import { RowBox, type RowSelection } from '../../ui/list/row-selection.tsx'
import { StatusDot } from '../../ui/status-dot.tsx'
import { TagChips } from '../../ui/tag-chips.tsx'
import { Star } from '../favourites/star/public.ts'
import { CustomerRowMenu } from './customer-row-menu.tsx'
import { placeText, statusTones } from './customer-words.ts'
import { texts } from './customers.texts.ts'
import { FullestLines } from './fullest/fullest-lines.tsx'
import classes from './list.module.css'

const words = texts.list.columns
const figures = ['devices', 'users', 'entities'] as const

/** A customer as a card of the list, with a box where customers can be chosen. */
export function CustomerCard(props: {
  customer: CustomerSummary
  selection: RowSelection<CustomerSummary> | undefined
}) {
  const { customer, selection } = props
  const readsLicenses = usePermission('licenses.read')
  // Most are customers; what else there is stands out.
  const type = customer.type === 'customer' ? '' : texts.types[customer.type]
  const facts = [type, placeText(customer.location)].filter(Boolean).join(' · ')
  return (
    <article className={classes.card}>
      <div className={classes.cardHead}>
        <InitialsLogo name={customer.name} />
        <div className={classes.words}>
          <Link to="/customers/$id" params={{ id: customer.id }} className={classes.cardLink} title={customer.name}>
            {customer.name}
          </Link>
          <div className={classes.code}>{customer.code}</div>
          {customer.parentName !== null && (
            <div className={classes.code} title={customer.parentName}>
              {texts.list.under(customer.parentName)}
            </div>
          )}
        </div>
        <div className={classes.cardMenu}>
          <Star customer={customer} />
          <CustomerRowMenu customer={customer} />
        </div>
      </div>
      <div className={classes.cardLine}>
        <StatusDot tone={statusTones[customer.status]}>{texts.statuses[customer.status]}</StatusDot>
        <span className={classes.oneLine}>{facts}</span>
        {selection && (
          <div className={classes.cardBox}>
            <RowBox row={customer} selection={selection} />
          </div>
        )}
      </div>
      {customer.tags.length > 0 && (
        <div className={classes.cardTags}>
          <TagChips label={texts.list.tagsOf(customer.name)} tags={customer.tags} roomChars={36} />
        </div>
      )}
      {readsLicenses && <FullestLines customer={customer} />}
      <dl className={classes.figures}>
        {figures.map((name) => (
          <div key={name}>
            <dt>{words[name]}</dt>
            <dd>{formatNumber(customer.counts[name])}</dd>
          </div>
        ))}
      </dl>
    </article>
  )
}
