import { Link } from '@tanstack/react-router'
import type { Entity, ListedEntity } from '@tenantry/contract/entity-list.ts'
import { countryName } from '@tenantry/contract/fields/countries.ts'
import { showEmail } from '@tenantry/contract/fields/web-addresses.ts'
import type { ReactNode } from 'react'
import { formatAgo, formatDateTime, formatNumber } from '../../../platform/format.ts'
import type { TableColumn } from '../../../ui/list/columns.ts'
import below from '../../../ui/list/customer-below.module.css'
import { useRowStop } from '../../../ui/list/row-stop.ts'
import { TagChips, TagDots } from '../../../ui/tag-chips.tsx'
import { placeText } from '../customer-words.ts'
import classes from './entities.module.css'
import { texts } from './entities.texts.ts'
import { contactText } from './entity-text.ts'

const words = texts.columns

/** An entity in the list of one customer or of all. */
export type Listed = Entity | ListedEntity

/** A column of plain text, shown once somebody chooses it. */
function extra(
  id: 'code' | 'country' | 'city' | 'postalCode' | 'contactEmail' | 'contactPhone' | 'createdAt',
  widthPx: number,
  textOf: (entity: Entity) => string | null,
): TableColumn<Listed> {
  const cell = (entity: Entity) => <span className={classes.dim}>{textOf(entity)}</span>
  return { id, heading: words[id], isSortable: true, isExtra: true, widthPx, cell }
}

function customerColumn(isLinked: boolean): TableColumn<Listed> {
  return {
    id: 'organizationId',
    heading: words.customer,
    widthPx: 188,
    from: 'narrow',
    cell: (entity) => <CustomerName entity={entity} isLinked={isLinked} />,
  }
}

const tags: TableColumn<Listed> = {
  id: 'tags',
  heading: words.tags,
  widthPx: 160,
  from: 'wide',
  cell: ({ name, tags: carried }) => <TagChips label={texts.tagsOf(name)} tags={carried} roomChars={21} />,
}

/**
 * The columns of entities.
 * @param has.customer not on a customer's own page
 * @param has.customerLink names lead to the customer
 * @param has.tags not for a customer's own people, for whom there are none
 * @param has.devicesLink the number of devices leads to them
 */
export function entityTableColumns(
  has: { customer: boolean; customerLink: boolean; tags: boolean; devicesLink: boolean },
  menu: ((entity: Listed) => ReactNode) | null,
) {
  const columns: TableColumn<Listed>[] = [
    {
      id: 'name',
      heading: words.name,
      isSortable: true,
      isFixed: true,
      cell: (entity) => <NameCell entity={entity} has={has} />,
    },
    ...(has.customer ? [customerColumn(has.customerLink)] : []),
    {
      id: 'kind',
      heading: words.kind,
      isSortable: true,
      widthPx: 132,
      from: has.customer ? 'medium' : 'narrow',
      cell: ({ kind }) => <span className={classes.dim}>{texts.kinds[kind]}</span>,
    },
    {
      id: 'contact',
      heading: words.contact,
      widthPx: 188,
      // Beside the customer's name there is no room for it.
      ...(has.customer ? { isExtra: true } : { from: 'medium' }),
      cell: ({ contact }) => contactText(contact),
    },
    {
      id: 'location',
      heading: words.location,
      widthPx: 188,
      from: 'medium',
      cell: ({ location }) => placeText(location),
    },
    ...(has.tags ? [tags] : []),
    {
      id: 'devices',
      heading: words.devices,
      isSortable: true,
      align: 'end',
      widthPx: 74,
      cell: (entity) => <DevicesCell entity={entity} mayRead={has.devicesLink} />,
    },
    {
      id: 'updatedAt',
      heading: words.updatedAt,
      isSortable: true,
      widthPx: 132,
      from: 'widest',
      cell: ({ updatedAt }) => (
        <time className={classes.dim} dateTime={updatedAt} title={formatDateTime(updatedAt)}>
          {formatAgo(updatedAt)}
        </time>
      ),
    },
    extra('code', 120, ({ code }) => code),
    extra('country', 150, ({ location: { country } }) => country && countryName(country)),
    extra('city', 150, ({ location }) => location.city),
    extra('postalCode', 120, ({ location }) => location.postalCode),
    extra('contactEmail', 220, ({ contact }) => contact.email && showEmail(contact.email)),
    extra('contactPhone', 160, ({ contact }) => contact.phone),
    extra('createdAt', 132, ({ createdAt }) => formatAgo(createdAt)),
  ]
  if (menu)
    columns.push({
      id: 'actions',
      heading: words.actions,
      isHeadingHidden: true,
      isFixed: true,
      align: 'end',
      widthPx: 72,
      cell: menu,
    })
  return columns
}

function CustomerName({ entity, isLinked }: { entity: Listed; isLinked: boolean }) {
  const stop = useRowStop()
  if (!('organizationName' in entity)) return null
  if (!isLinked) return entity.organizationName
  return (
    <Link
      to="/customers/$id"
      params={{ id: entity.organizationId }}
      className={classes.link}
      title={entity.organizationName}
      {...stop}
    >
      {entity.organizationName}
    </Link>
  )
}

function NameCell({ entity, has }: { entity: Listed; has: { customer: boolean; customerLink: boolean } }) {
  return (
    <div className={classes.nameCell}>
      <div className={classes.nameText} title={entity.name} dir="auto" data-name>
        {entity.name}
      </div>
      {entity.code && (
        <div className={classes.below} data-beside-customer={has.customer || undefined}>
          {entity.code}
        </div>
      )}
      {has.customer && (
        <div className={below.customerBelow} data-name>
          <CustomerName entity={entity} isLinked={has.customerLink} />
        </div>
      )}
      {entity.tags.length > 0 && (
        <div className={classes.tagsBelow}>
          <TagDots label={texts.tagsOf(entity.name)} tags={entity.tags.slice(0, 8)} />
        </div>
      )}
    </div>
  )
}

function DevicesCell({ entity, mayRead }: { entity: Entity; mayRead: boolean }) {
  const count = formatNumber(entity.counts.devices)
  if (!mayRead || entity.counts.devices === 0) return <span className={classes.number}>{count}</span>
  return (
    <DevicesLink entity={entity} label={texts.devicesOf(entity.name, count)}>
      {count}
    </DevicesLink>
  )
}

/** The way to the devices that lie in an entity. */
export function DevicesLink(props: { entity: Entity; label?: string; children: ReactNode }) {
  const { id, organizationId } = props.entity
  return (
    <Link
      to="/customers/$id/$tab"
      params={{ id: organizationId, tab: 'devices' }}
      search={{ filter: { entityId: { eq: id } } }}
      className={props.label === undefined ? classes.textLink : classes.link}
      aria-label={props.label}
      {...useRowStop()}
    >
      {props.children}
    </Link>
  )
}
