import { IconLicense } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { LicenseUse } from '@tenantry/contract/license-uses.ts'
import { licenseUseColumns } from '@tenantry/contract/license-uses.ts'
import { useMemo } from 'react'
import { formatDateTime } from '../../../platform/format.ts'
import { useMe, usePermission } from '../../../platform/session.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import type { TableColumn } from '../../../ui/list/columns.ts'
import { DataTable } from '../../../ui/list/data-table.tsx'
import { NothingFound } from '../../../ui/list/nothing-found.tsx'
import { useRowStop } from '../../../ui/list/row-stop.ts'
import { SearchBox } from '../../../ui/list/search-box.tsx'
import { useListSearch } from '../../../ui/list/use-list-search.ts'
import { useUses } from './ledger.api.ts'
import classes from './ledger.module.css'
import { texts } from './ledger.texts.ts'
import { OrganizationLink, ThingCell } from './ledger-columns.tsx'

const words = texts.story

/**
 * The live things that take a type, each with the way to it.
 * @param isParent what lies below it is counted, too
 */
export function UsesList({ of, isParent }: { of: { id: string; type: string }; isParent: boolean }) {
  const state = useListSearch(licenseUseColumns)
  const pages = useUses(of, state.query)
  const { providerId } = useMe().membership
  const columns = useMemo(() => usesColumns(isParent, providerId), [isParent, providerId])
  return (
    <>
      <div className={classes.search}>
        <SearchBox label={words.search} value={state.q} onChange={state.setQ} />
      </div>
      <DataTable
        label={words.used}
        isMeasured
        pages={pages}
        rowKey={({ id }) => id}
        columns={columns}
        sort={state.sort}
        onToggleSort={state.toggleSort}
        empty={
          state.isFiltered ? (
            <NothingFound onClear={state.clear} />
          ) : (
            <EmptyState icon={<IconLicense size={22} stroke={1.6} />} title={words.none} text={words.noneText} />
          )
        }
      />
    </>
  )
}

function usesColumns(isParent: boolean, providerId: string): TableColumn<LicenseUse>[] {
  const organization: TableColumn<LicenseUse> = {
    id: 'organizationId',
    heading: words.columns.organization,
    widthPx: 240,
    from: 'narrow',
    cell: ({ organizationId: id, organizationName: name }) => (
      <OrganizationLink id={id} name={name} isProvider={(id as string) === providerId} />
    ),
  }
  return [
    {
      id: 'name',
      heading: words.columns.name,
      isSortable: true,
      isFixed: true,
      cell: (use) => <Thing use={use} isParent={isParent} />,
    },
    ...(isParent ? [organization] : []),
    {
      id: 'since',
      heading: words.columns.since,
      widthPx: 186,
      from: 'narrow',
      cell: ({ since }) =>
        since && (
          <time className={classes.dim} dateTime={since}>
            {formatDateTime(since)}
          </time>
        ),
    },
  ]
}

function Thing({ use, isParent }: { use: LicenseUse; isParent: boolean }) {
  const { kind, reason, actorName, since } = use
  const why = reason && texts.reasons[reason]
  return (
    <ThingCell
      kind={kind}
      name={<ThingLink use={use} />}
      below={
        <>
          {isParent && <span className={classes.narrow}>{use.organizationName}</span>}
          {since && <span className={classes.narrow}>{words.since(formatDateTime(since))}</span>}
          <span>{why && (actorName === null ? why : texts.by(why, actorName))}</span>
        </>
      }
    />
  )
}

/** The list that the thing stands in, searched for it, where the person may see such lists. */
function ThingLink({ use: { kind, name, organizationId } }: { use: LicenseUse }) {
  const isSeen = usePermission(kind === 'device' ? 'devices.read' : 'users.read')
  const stop = useRowStop()
  if (!isSeen || name === null) return name ?? words.unnamed
  const tab = kind === 'device' ? 'devices' : 'users'
  return (
    <Link
      to="/customers/$id/$tab"
      params={{ id: organizationId, tab }}
      search={{ q: name }}
      className={classes.link}
      {...stop}
    >
      {name}
    </Link>
  )
}
