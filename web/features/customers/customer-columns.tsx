import { Link } from '@tanstack/react-router'
import { type CustomerSummary, internalCustomerColumns } from '@tenantry/contract/customer-list.ts'
import { countryName } from '@tenantry/contract/fields/countries.ts'
import { Suspense } from 'react'
import { formatAgo, formatDate, formatDateTime, formatNumber, usedLanguage } from '../../platform/format.ts'
import { useMe } from '../../platform/session.tsx'
import { InitialsLogo } from '../../ui/initials-logo.tsx'
import type { TableColumn } from '../../ui/list/columns.ts'
import { ornament } from '../../ui/part.tsx'
import { StatusDot } from '../../ui/status-dot.tsx'
import { TagChips, TagDots } from '../../ui/tag-chips.tsx'
import { Star } from '../favourites/star/public.ts'
import { CustomerRowMenu } from './customer-row-menu.tsx'
import { placeText, statusTones } from './customer-words.ts'
import { texts } from './customers.texts.ts'
import classes from './list.module.css'
import { OneLine } from './one-line.tsx'
import type { Written } from './written-address.tsx'

const words = texts.list.columns
/** They load with the first row that shows them: few want to see them in the list. */
const ExternalIds = ornament(() => import('./external-ids.tsx'))
const WrittenAddress = ornament(() => import('./written-address.tsx'))
/** Loads with the first rows that show it, which do not wait for it. */
const FullestCell = ornament(() => import('./fullest/fullest-cell.tsx'))
const FullestBeside = ornament(() => import('./fullest/fullest-beside.tsx'))

type Column = TableColumn<CustomerSummary>

function count(id: 'devices' | 'users' | 'entities', from: 'narrow' | 'wide'): Column {
  return {
    id,
    heading: words[id],
    isSortable: true,
    align: 'end',
    widthPx: 74,
    from,
    cell: (customer) => formatNumber(customer.counts[id]),
  }
}

type Extra = Exclude<keyof typeof words, 'name' | 'location' | 'tags' | 'externalIds' | 'actions' | 'updatedAt'>

/** A column that is shown once somebody chooses it. */
function chosen(id: Extra, widthPx: number, cell: Column['cell']): Column {
  return { id, heading: words[id], isSortable: true, isExtra: true, widthPx, cell }
}

/** Such a column of plain text. */
function extra(id: Extra, widthPx: number, textOf: (customer: CustomerSummary) => string | null | undefined): Column {
  return chosen(id, widthPx, (customer) => <OneLine text={textOf(customer) ?? ''} />)
}

/** Such a column of what is kept in Latin letters, whatever it is written in. */
function written(id: Written, widthPx: number): Column {
  return chosen(id, widthPx, (customer) => (
    <Suspense>
      <WrittenAddress kind={id} kept={customer[id] ?? ''} />
    </Suspense>
  ))
}

function instant(id: 'statusSince' | 'createdAt' | 'updatedAt', rest: Partial<Column>): Column {
  return {
    id,
    heading: words[id],
    isSortable: true,
    widthPx: 128,
    ...rest,
    cell: ({ [id]: at }) =>
      at && (
        <time className={classes.dim} dateTime={at} title={formatDateTime(at)}>
          {formatAgo(at)}
        </time>
      ),
  }
}

const columns: readonly Column[] = [
  {
    id: 'name',
    heading: words.name,
    isSortable: true,
    isFixed: true,
    cell: (customer) => <NameCell customer={customer} />,
  },
  {
    id: 'status',
    heading: words.status,
    isSortable: true,
    widthPx: 112,
    from: 'narrow',
    cell: ({ status }) => <StatusDot tone={statusTones[status]}>{texts.statuses[status]}</StatusDot>,
  },
  {
    id: 'parentId',
    heading: words.parentId,
    isSortable: true,
    widthPx: 144,
    from: 'widest',
    cell: ({ parentName }) => <OneLine text={parentName ?? ''} />,
  },
  {
    id: 'location',
    // What stands first in the cell; countries are kept, and sorted, by codes that nobody sees.
    sortBy: 'city',
    heading: words.location,
    isSortable: true,
    widthPx: 170,
    from: 'medium',
    cell: ({ location }) => <span className={classes.oneLine}>{placeText(location)}</span>,
  },
  {
    id: 'tags',
    heading: words.tags,
    widthPx: 140,
    from: 'widest',
    cell: ({ name, tags }) => <TagChips label={texts.list.tagsOf(name)} tags={tags} roomChars={18} />,
  },
  count('devices', 'narrow'),
  count('users', 'wide'),
  count('entities', 'wide'),
  {
    id: 'licenses',
    heading: words.licenses,
    widthPx: 164,
    from: 'medium',
    cell: (customer) => (
      <Suspense>
        <FullestCell customer={customer} />
      </Suspense>
    ),
  },
  extra('code', 120, ({ code }) => code),
  extra('type', 110, ({ type }) => texts.types[type]),
  extra('plan', 110, ({ plan }) => plan && texts.plans[plan.kind]),
  extra('planExpiresOn', 120, ({ plan }) => plan?.expiresOn && formatDate(plan.expiresOn)),
  instant('statusSince', { isExtra: true }),
  extra('country', 150, ({ location }) => location.country && countryName(location.country, usedLanguage())),
  extra('region', 120, ({ location }) => location.region),
  extra('state', 110, ({ location }) => location.state),
  extra('city', 150, ({ location }) => location.city),
  extra('postalCode', 120, ({ location }) => location.postalCode),
  extra('line1', 200, ({ location }) => location.line1),
  extra('timeZone', 170, ({ timeZone }) => timeZone),
  extra('locale', 180, ({ locale }) => locale),
  extra('currency', 130, ({ currency }) => currency),
  written('domain', 190),
  written('businessEmail', 220),
  extra('phone', 160, ({ phone }) => phone),
  written('website', 200),
  written('accountManagerEmail', 220),
  extra('subscriptionId', 150, ({ subscriptionId }) => subscriptionId),
  {
    id: 'externalIds',
    heading: words.externalIds,
    isExtra: true,
    widthPx: 200,
    cell: (customer) => (
      <Suspense>
        <ExternalIds customer={customer} />
      </Suspense>
    ),
  },
  instant('createdAt', { isExtra: true }),
  instant('updatedAt', { isExtra: true }),
  {
    id: 'actions',
    heading: words.actions,
    isHeadingHidden: true,
    isFixed: true,
    align: 'end',
    widthPx: 92,
    cell: (customer) => (
      <div className={classes.rowActions}>
        <Star customer={customer} />
        <CustomerRowMenu customer={customer} />
      </div>
    ),
  },
]

/**
 * The columns of the table of customers.
 * @param isOwnSide for a customer's own people, for whom what is internal does not exist
 * @param readsLicenses for whoever may see licenses, which are a column only for them
 */
export function tableColumns(isOwnSide: boolean, readsLicenses: boolean): readonly Column[] {
  return columns.filter(
    ({ id }) => !(isOwnSide && internalCustomerColumns.includes(id)) && (readsLicenses || id !== 'licenses'),
  )
}

function NameCell({ customer }: { customer: CustomerSummary }) {
  const ownId = useMe().membership.organization.id
  // Most are customers; what else there is stands out.
  const type = customer.type === 'customer' ? null : texts.types[customer.type]
  return (
    <div className={classes.name}>
      <InitialsLogo name={customer.name} />
      <div className={classes.words}>
        <Link
          to="/customers/$id"
          params={{ id: customer.id }}
          className={classes.nameLink}
          tabIndex={-1}
          title={customer.name}
          dir="auto"
          data-name
        >
          {customer.name}
        </Link>
        <div className={classes.below}>
          <span className={classes.code}>{[customer.code, type].filter(Boolean).join(' · ')}</span>
          {/* A code may come again below each partner. */}
          {customer.parentName !== null && customer.parentId !== ownId && (
            <span className={classes.parentBelow}>{texts.list.under(customer.parentName)}</span>
          )}
          <span className={classes.statusBelow}>
            <StatusDot tone={statusTones[customer.status]}>{texts.statuses[customer.status]}</StatusDot>
          </span>
          {customer.tags.length > 0 && (
            <span className={classes.tagsBelow}>
              <TagDots label={texts.list.tagsOf(customer.name)} tags={customer.tags.slice(0, 8)} />
            </span>
          )}
          <Suspense>
            <FullestBeside customer={customer} />
          </Suspense>
        </div>
      </div>
    </div>
  )
}
