import { IconPencil, IconTrash } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { Tag } from '@tenantry/contract/tags.ts'
import { formatAgo, formatDateTime, formatNumber } from '../../platform/format.ts'
import { usePermission } from '../../platform/session.tsx'
import { ActionMenu } from '../../ui/action-menu.tsx'
import type { TableColumn } from '../../ui/list/columns.ts'
import { useRowStop } from '../../ui/list/row-stop.ts'
import { TagChips } from '../../ui/tag-chips.tsx'
import classes from './tags.module.css'
import { texts } from './tags.texts.ts'

const words = texts.list

/** What can be done with a tag of the list. */
export interface TagActions {
  edit: (tag: Tag) => void
  remove: (tag: Tag) => void
}

/** The columns of the tags. */
export function tagColumns({ edit, remove }: TagActions): readonly TableColumn<Tag>[] {
  return [
    {
      id: 'name',
      heading: words.columns.name,
      isSortable: true,
      cell: (tag) => <TagChips label={tag.name} tags={[tag]} />,
    },
    {
      id: 'owner',
      heading: words.columns.owner,
      widthPx: 200,
      from: 'medium',
      cell: ({ organization }) => organization.name,
    },
    {
      id: 'customers',
      heading: words.columns.customers,
      align: 'end',
      widthPx: 96,
      cell: (tag) => <Carriers tag={tag} />,
    },
    {
      id: 'devices',
      heading: words.columns.devices,
      align: 'end',
      widthPx: 96,
      from: 'narrow',
      cell: (tag) => <TaggedDevices tag={tag} />,
    },
    {
      id: 'entities',
      heading: words.columns.entities,
      align: 'end',
      widthPx: 96,
      from: 'narrow',
      cell: (tag) => <TaggedEntities tag={tag} />,
    },
    {
      id: 'updatedAt',
      heading: words.columns.updatedAt,
      isSortable: true,
      widthPx: 130,
      from: 'medium',
      cell: ({ updatedAt }) => (
        <time dateTime={updatedAt} title={formatDateTime(updatedAt)}>
          {formatAgo(updatedAt)}
        </time>
      ),
    },
    {
      id: 'actions',
      heading: words.columns.actions,
      isHeadingHidden: true,
      align: 'end',
      widthPx: 72,
      cell: (tag) =>
        tag.mayChange && (
          <ActionMenu
            label={words.actionsFor(tag.name)}
            actions={[
              { label: words.edit, icon: IconPencil, onClick: () => edit(tag) },
              { label: words.remove, icon: IconTrash, isDangerous: true, onClick: () => remove(tag) },
            ]}
          />
        ),
    },
  ]
}

function Carriers({ tag: { id, customers } }: { tag: Tag }) {
  const count = countOf(customers)
  return (
    <Link
      to="/customers"
      search={{ filter: { tags: { in: [id] } }, all: true }}
      className={classes.carriers}
      aria-label={words.carriers(count)}
      {...useRowStop()}
    >
      {count}
    </Link>
  )
}

function TaggedDevices({ tag: { id, devices } }: { tag: Tag }) {
  const count = countOf(devices)
  const stop = useRowStop()
  if (!usePermission('devices.read')) return count
  return (
    <Link
      to="/devices"
      search={{ filter: { tags: { in: [id] } }, all: true }}
      className={classes.carriers}
      aria-label={words.taggedDevices(count)}
      {...stop}
    >
      {count}
    </Link>
  )
}

function TaggedEntities({ tag: { id, entities } }: { tag: Tag }) {
  const count = countOf(entities)
  return (
    <Link
      to="/entities"
      search={{ filter: { tags: { in: [id] } }, all: true }}
      className={classes.carriers}
      aria-label={words.taggedEntities(count)}
      {...useRowStop()}
    >
      {count}
    </Link>
  )
}

function countOf(carriers: number | null): string {
  return carriers === null ? words.manyCarriers : formatNumber(carriers)
}
