import { Button } from '@mantine/core'
import { IconDownload, IconHistory } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import {
  type AuditEvent,
  auditEventColumns,
  exportAuditEvents,
  listAuditEvents,
} from '@tenantry/contract/audit-events.ts'
import { requestUrl } from '@tenantry/contract/client.ts'
import { type ReactNode, useMemo } from 'react'
import { api } from '../../platform/api.ts'
import { useMe } from '../../platform/session.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ListBody } from '../../ui/list/list-body.tsx'
import { ListFoot } from '../../ui/list/list-foot.tsx'
import type { ListFilter } from '../../ui/list/list-search.ts'
import { ListToolbar } from '../../ui/list/list-toolbar.tsx'
import { NothingFound } from '../../ui/list/nothing-found.tsx'
import { useLasting } from '../../ui/list/use-lasting.ts'
import { useListPages } from '../../ui/list/use-list-pages.ts'
import { useListSearch } from '../../ui/list/use-list-search.ts'
import { useOrganizationOptions } from '../../ui/list/use-organization-options.ts'
import { FieldsSkeleton } from '../../ui/skeletons.tsx'
import { AuditEntry } from './audit-entry.tsx'
import classes from './audit-events.module.css'
import { texts } from './audit-events.texts.ts'
import { MergedNote } from './merged-log.tsx'

const { objectId: _, ...columnsOfAll } = auditEventColumns
const { organizationId: __, ...columnsOfOne } = columnsOfAll
const actionOptions = Object.entries(texts.filters).map(([value, label]) => ({ value, label }))

/**
 * What happened, newest first.
 * @param organizationId shows only what happened to this organization and in it
 * @param mergedId a customer that was merged into it, whose log is shown instead
 * @param header the heading of a page, given the total
 */
export function AuditLog(props: {
  organizationId?: string
  mergedId?: string | undefined
  header?: (total: number | null | undefined) => ReactNode
}) {
  const { organizationId, mergedId } = props
  const columns = organizationId ? columnsOfOne : columnsOfAll
  const state = useListSearch(columns)
  const ofWhom = mergedId ?? organizationId
  const query = ofWhom
    ? { ...state.query, filter: { ...state.query.filter, organizationId: { eq: ofWhom } } }
    : state.query
  const pages = useListPages<AuditEvent>(['audit-events'], query, (page, signal) =>
    api(listAuditEvents, { query: { ...query, ...page } }, { signal }),
  )
  const isStaleForLong = useLasting(pages.isStale)
  return (
    <div className={classes.log}>
      {props.header?.(pages.total)}
      {organizationId && mergedId !== undefined && <MergedNote organizationId={organizationId} />}
      <ListToolbar
        searchLabel={texts.search}
        columns={columns}
        options={useOptions(organizationId === undefined, state.query.filter)}
        state={state}
        end={<Export href={requestUrl(exportAuditEvents, { query })} />}
      />
      <ListBody
        pages={pages}
        empty={
          state.isFiltered ? (
            <NothingFound onClear={state.clear} />
          ) : (
            <EmptyState icon={<IconHistory size={22} stroke={1.6} />} title={texts.emptyTitle} text={texts.emptyText} />
          )
        }
      >
        <div
          className={classes.card}
          aria-busy={pages.isLoading || pages.isStale}
          data-stale={isStaleForLong || undefined}
        >
          {pages.isLoading ? (
            <div className={classes.loading}>
              <FieldsSkeleton count={6} />
            </div>
          ) : (
            <ol className={classes.entries} aria-label={texts.title}>
              {pages.rows.map((event) => (
                <AuditEntry key={event.id} event={event} place={!organizationId && <Place event={event} />} />
              ))}
            </ol>
          )}
          <ListFoot pages={pages} />
        </div>
      </ListBody>
    </div>
  )
}

function useOptions(isOfAll: boolean, current: ListFilter | undefined) {
  const organizationId = useOrganizationOptions('organizationId', isOfAll ? { current } : null)
  return useMemo(() => ({ action: actionOptions, ...(organizationId ? { organizationId } : {}) }), [organizationId])
}

/** Where it happened, with the way there; the provider itself has no page of its own, and what was deleted has none left. */
function Place({ event: { organizationId, organizationName } }: { event: AuditEvent }) {
  const { organization, providerId } = useMe().membership
  if (organizationName === null) return null
  if (organizationId === organization.id || organizationId === (providerId as string))
    return <span>{organizationName}</span>
  return (
    <Link to="/customers/$id/$tab" params={{ id: organizationId, tab: 'audit' }} className={classes.place}>
      {organizationName}
    </Link>
  )
}

/** What is shown, all of it, as a file. */
function Export({ href }: { href: string }) {
  return (
    <Button
      component="a"
      href={href}
      download
      variant="default"
      leftSection={<IconDownload size={16} stroke={1.7} aria-hidden />}
    >
      {texts.export}
    </Button>
  )
}
