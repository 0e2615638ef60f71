import { Link } from '@tanstack/react-router'
import type { CustomerSummary } from '@tenantry/contract/customer-list.ts'
import { formatNumber } from '../../platform/format.ts'
import { usePermission } from '../../platform/session.tsx'
import { InitialsLogo } from '../../ui/initials-logo.tsx'
import { RowBox, type RowSelection } from '../../ui/list/row-selection.tsx'
import { StatusDot } from '../../ui/status-dot.tsx'
import { TagChips } from '../../ui/tag-chips.tsx'
import { Star } from '../favourites/star/public.ts'
import classes from './customer-card.module.css'
import { CustomerRowMenu } from './customer-row-menu.tsx'
import { placeText, statusTones } from './customer-words.ts'
import { texts } from './customers.texts.ts'
import { FullestLines } from './fullest/fullest-lines.tsx'

const words = texts.list.columns
/** For status, type and tags, where a card is as narrow as cards become. */
const roomChars = 32
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
  const place = placeText(customer.location)
  const status = texts.statuses[customer.status]
  return (
    <article className={classes.card}>
      <div className={classes.head}>
        <div className={classes.mark}>
          <InitialsLogo name={customer.name} />
          {selection && (
            <div className={classes.box}>
              <RowBox row={customer} selection={selection} />
            </div>
          )}
        </div>
        <div className={classes.words}>
          <Link
            to="/customers/$id"
            params={{ id: customer.id }}
            className={classes.link}
            title={customer.name}
            dir="auto"
          >
            {customer.name}
          </Link>
          <div className={classes.fact}>
            <span>{customer.code}</span>
            {place && ` · ${place}`}
          </div>
          {customer.parentName !== null && (
            <div className={classes.fact} title={customer.parentName}>
              {texts.list.under(customer.parentName)}
            </div>
          )}
        </div>
        <div className={classes.menu}>
          <Star customer={customer} />
          <CustomerRowMenu customer={customer} />
        </div>
      </div>
      <div className={classes.line}>
        <StatusDot tone={statusTones[customer.status]}>{status}</StatusDot>
        {type && <span className={classes.type}>{type}</span>}
        <TagChips
          label={texts.list.tagsOf(customer.name)}
          tags={customer.tags}
          roomChars={roomChars - status.length - type.length}
        />
      </div>
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
