import { Link } from '@tanstack/react-router'
import type { BuiltInClass, Device } from '@tenantry/contract/devices.ts'
import type { ReactNode } from 'react'
import { formatAgo, formatDate, formatDateTime } from '../../platform/format.ts'
import type { DeviceClasses } from '../../ui/device-classes.tsx'
import { DeviceClassIcon } from '../../ui/device-classes.tsx'
import type { TableColumn } from '../../ui/list/columns.ts'
import below from '../../ui/list/customer-below.module.css'
import { useRowStop } from '../../ui/list/row-stop.ts'
import { StatusDot, type Tone } from '../../ui/status-dot.tsx'
import { TagChips, TagDots } from '../../ui/tag-chips.tsx'
import classes from './devices.module.css'
import { texts } from './devices.texts.ts'

const words = texts.columns

const customer: TableColumn<Device> = {
  id: 'organizationId',
  heading: words.customer,
  widthPx: 192,
  from: 'narrow',
  cell: (device) => <CustomerLink device={device} />,
}

const entity: TableColumn<Device> = {
  id: 'entityId',
  heading: words.entity,
  widthPx: 192,
  from: 'narrow',
  cell: ({ entityName }) => entityName,
}

const tags: TableColumn<Device> = {
  id: 'tags',
  heading: words.tags,
  widthPx: 160,
  from: 'medium',
  cell: ({ name, tags: carried }) => <TagChips label={texts.tagsOf(name)} tags={carried} roomChars={21} />,
}

const tones: Record<Device['status'], Tone> = {
  in_use: 'ok',
  in_stock: 'idle',
  in_repair: 'warn',
  missing: 'bad',
  retired: 'idle',
}

const status: TableColumn<Device> = {
  id: 'status',
  heading: words.status,
  isSortable: true,
  widthPx: 116,
  from: 'medium',
  cell: (device) => <StatusDot tone={tones[device.status]}>{texts.statuses[device.status]}</StatusDot>,
}

const details: TableColumn<Device>[] = [
  ...(['serialNumber', 'maker', 'model', 'operatingSystem'] as const).map(
    (id): TableColumn<Device> => ({
      id,
      heading: words[id],
      isSortable: true,
      isExtra: true,
      widthPx: 170,
      cell: (device) => device[id],
    }),
  ),
  {
    id: 'addresses',
    heading: words.addresses,
    isExtra: true,
    widthPx: 180,
    cell: ({ ipAddresses, macAddresses }) => [...ipAddresses, ...macAddresses].join(', '),
  },
  { id: 'userId', heading: words.user, isExtra: true, widthPx: 170, cell: ({ userName }) => userName },
  {
    id: 'warrantyEndsOn',
    heading: words.warrantyEndsOn,
    isSortable: true,
    isExtra: true,
    widthPx: 140,
    cell: ({ warrantyEndsOn }) => warrantyEndsOn && formatDate(warrantyEndsOn),
  },
  {
    id: 'monitors',
    heading: words.monitors,
    isExtra: true,
    widthPx: 190,
    cell: ({ monitorsAvailability, monitorsPerformance }) =>
      [
        ...(monitorsAvailability ? [texts.monitors.availability] : []),
        ...(monitorsPerformance ? [texts.monitors.performance] : []),
      ].join(', '),
  },
]

function CustomerLink({ device }: { device: Device }) {
  return (
    <Link
      to="/customers/$id"
      params={{ id: device.organizationId }}
      className={classes.link}
      title={device.organizationName}
      {...useRowStop()}
    >
      {device.organizationName}
    </Link>
  )
}

function instant(
  id: 'createdAt' | 'updatedAt' | 'lastSeenAt',
  from: 'wide' | 'widest',
  isSortable: boolean,
): TableColumn<Device> {
  return {
    id,
    heading: words[id],
    isSortable,
    widthPx: 132,
    from,
    cell: (device) => {
      const at = device[id]
      if (at === null) return null
      return (
        <time className={classes.dim} dateTime={at} title={formatDateTime(at)}>
          {formatAgo(at)}
        </time>
      )
    },
  }
}

/**
 * The columns of devices.
 * @param has.customer not on a customer's own page
 * @param has.tags not for a customer's own people, for whom there are none
 * @param known what classes are called and look like
 */
export function deviceTableColumns(
  has: { customer: boolean; tags: boolean },
  known: DeviceClasses,
  menu: ((device: Device) => ReactNode) | null,
) {
  const hasCustomer = has.customer
  const columns: TableColumn<Device>[] = [
    {
      id: 'name',
      heading: words.name,
      isSortable: true,
      isFixed: true,
      cell: (device) => <NameCell device={device} icon={known.iconOf(device.class)} hasCustomer={hasCustomer} />,
    },
    {
      id: 'class',
      heading: words.class,
      isSortable: true,
      widthPx: 140,
      from: 'medium',
      cell: (device) => <span className={classes.dim}>{known.nameOf(device.class)}</span>,
    },
    ...(hasCustomer ? [customer, { ...entity, isExtra: true }] : [entity]),
    status,
    ...details,
    ...(has.tags ? [tags] : []),
    { ...instant('lastSeenAt', 'widest', false), isExtra: true },
    instant('createdAt', 'widest', true),
    instant('updatedAt', 'wide', true),
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

function NameCell(props: { device: Device; icon: BuiltInClass; hasCustomer: boolean }) {
  const { device, icon, hasCustomer } = props
  return (
    <div className={classes.name}>
      <span className={classes.icon} aria-hidden>
        <DeviceClassIcon icon={icon} />
      </span>
      <div className={classes.words}>
        <div className={classes.nameText} title={device.name} dir="auto" data-name>
          {device.name}
        </div>
        <div className={classes.below}>
          {hasCustomer && (
            <div className={below.customerBelow} data-name>
              <CustomerLink device={device} />
            </div>
          )}
          {device.tags.length > 0 && (
            <div className={classes.tagsBelow}>
              <TagDots label={texts.tagsOf(device.name)} tags={device.tags.slice(0, 8)} />
            </div>
          )}
        </div>
      </div>
    </div>
  )
}
