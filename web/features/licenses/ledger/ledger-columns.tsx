import { IconAdjustmentsHorizontal, IconDevices, IconUser, type TablerIcon } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { LedgerEntry } from '@tenantry/contract/license-ledger.ts'
import type { ReactNode } from 'react'
import { formatDateTime, formatNumber } from '../../../platform/format.ts'
import type { TableColumn } from '../../../ui/list/columns.ts'
import { useRowStop } from '../../../ui/list/row-stop.ts'
import classes from './ledger.module.css'
import { texts } from './ledger.texts.ts'

const words = texts.list.columns

const icons: Record<LedgerEntry['subject']['kind'], TablerIcon> = {
  device: IconDevices,
  membership: IconUser,
  organization: IconAdjustmentsHorizontal,
}

/** '+1', '−1', or what a limit became: '10, may exceed by 2'. */
export function changeText(entry: LedgerEntry, providerId: string): string {
  const { kind, count, limitAfter, overageAfter } = entry
  if (kind !== 'limit') return count < 0 ? texts.gave(formatNumber(-count)) : texts.took(formatNumber(count))
  // What limits the provider is what it owns.
  if ((entry.organizationId as string) === providerId)
    return limitAfter === null ? texts.notOwned : texts.owned(formatNumber(limitAfter))
  if (limitAfter === null) return texts.noLimit
  const limit = texts.limit(formatNumber(limitAfter))
  return overageAfter === 0 ? limit : texts.exceeding(limit, formatNumber(overageAfter))
}

/** That a limit was set, or what the provider owns, which is no limit to anybody who reads it. */
export function setText({ organizationId }: LedgerEntry, providerId: string): string {
  return (organizationId as string) === providerId ? texts.poolSet : texts.kinds.limit
}

/** What the organization used then; nothing beside what the pool owned, which is not its provider's own use. */
export function usedThenText({ kind, organizationId, usedAfter }: LedgerEntry, providerId: string): string {
  return kind === 'limit' && (organizationId as string) === providerId ? '' : formatNumber(usedAfter)
}

/** Why, and by whom where that is told. */
function whyText({ reason, actorName }: LedgerEntry): string {
  const why = texts.reasons[reason]
  return actorName === null ? why : texts.by(why, actorName)
}

/** An organization that has a page of its own, which the provider has not. */
export function OrganizationLink(props: { id: string; name: string; isProvider: boolean }) {
  const stop = useRowStop()
  if (props.isProvider) return props.name
  return (
    <Link to="/customers/$id/$tab" params={{ id: props.id, tab: 'licenses' }} className={classes.link} {...stop}>
      {props.name}
    </Link>
  )
}

/** A thing with its sign, and a line below it. */
export function ThingCell(props: { kind: LedgerEntry['subject']['kind']; name: ReactNode; below: ReactNode }) {
  const Icon = icons[props.kind]
  return (
    <div className={classes.thing}>
      <span className={classes.icon} title={texts.things[props.kind]} aria-hidden>
        <Icon size={17} stroke={1.6} />
      </span>
      <div className={classes.words}>
        <div className={classes.name} {...(typeof props.name === 'string' ? { title: props.name } : {})}>
          {props.name}
        </div>
        <div className={classes.below}>{props.below}</div>
      </div>
    </div>
  )
}

function What({ entry, has }: { entry: LedgerEntry; has: Shown }) {
  const { subject, organizationName, typeName, happenedAt } = entry
  return (
    <ThingCell
      kind={subject.kind}
      name={entry.kind === 'limit' ? changeText(entry, has.providerId) : (subject.name ?? texts.things[subject.kind])}
      below={
        <>
          {/* What the columns say where there is room for them. */}
          {has.type && <span className={classes.narrow}>{typeName ?? texts.trialDevices}</span>}
          <span className={`${classes.narrow} ${classes.time}`}>{formatDateTime(happenedAt)}</span>
          <span>{whyText(entry)}</span>
          {has.organization && <span className={classes.medium}>{organizationName}</span>}
        </>
      }
    />
  )
}

interface Shown {
  type: boolean
  organization: boolean
  providerId: string
}

/**
 * The columns of the ledger.
 * @param has which of them tell something: not the type in the story of one type
 */
export function ledgerTableColumns(has: Shown): TableColumn<LedgerEntry>[] {
  const type: TableColumn<LedgerEntry> = {
    id: 'type',
    heading: words.type,
    widthPx: 180,
    from: 'narrow',
    cell: ({ typeName }) => typeName ?? texts.trialDevices,
  }
  const organization: TableColumn<LedgerEntry> = {
    id: 'organizationId',
    heading: words.organization,
    widthPx: 220,
    from: 'medium',
    cell: ({ organizationId: id, organizationName: name }) => (
      <OrganizationLink id={id} name={name} isProvider={(id as string) === has.providerId} />
    ),
  }
  return [
    { id: 'what', heading: words.what, isFixed: true, cell: (entry) => <What entry={entry} has={has} /> },
    {
      id: 'count',
      heading: words.count,
      align: 'end',
      widthPx: 96,
      cell: (entry) => <Change entry={entry} providerId={has.providerId} />,
    },
    {
      id: 'usedAfter',
      heading: words.usedAfter,
      align: 'end',
      widthPx: 112,
      from: 'narrow',
      cell: (entry) => usedThenText(entry, has.providerId),
    },
    ...(has.type ? [type] : []),
    ...(has.organization ? [organization] : []),
    {
      id: 'happenedAt',
      heading: words.happenedAt,
      isSortable: true,
      widthPx: 186,
      from: 'narrow',
      cell: ({ happenedAt }) => (
        <time className={classes.dim} dateTime={happenedAt}>
          {formatDateTime(happenedAt)}
        </time>
      ),
    },
  ]
}

function Change({ entry, providerId }: { entry: LedgerEntry; providerId: string }) {
  if (entry.kind === 'limit') return <span className={classes.dim}>{setText(entry, providerId)}</span>
  return (
    <>
      <span className={classes.change} data-given={entry.count < 0 || undefined}>
        {changeText(entry, '')}
      </span>
      {/* What its own column says where there is room for it. */}
      <span className={classes.narrow}>
        <br />
        <span className={classes.then}>{texts.usedThen(formatNumber(entry.usedAfter))}</span>
      </span>
    </>
  )
}
