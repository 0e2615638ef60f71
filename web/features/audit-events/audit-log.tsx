import { Button } from '@mantine/core'
import { IconDownload, IconHistory } from '@tabler/icons-react'
import {
  type AuditEvent,
  auditEventColumns,
  exportAuditEvents,
  listAuditEvents,
} from '@tenantry/contract/audit-events.ts'
import { requestUrl } from '@tenantry/contract/client.ts'
import { api } from '../../platform/api.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ListBody } from '../../ui/list/list-body.tsx'
import { ListFoot } from '../../ui/list/list-foot.tsx'
import { ListToolbar } from '../../ui/list/list-toolbar.tsx'
import { NothingFound } from '../../ui/list/nothing-found.tsx'
import { useLasting } from '../../ui/list/use-lasting.ts'
import { useListPages } from '../../ui/list/use-list-pages.ts'
import { useListSearch } from '../../ui/list/use-list-search.ts'
import { FieldsSkeleton } from '../../ui/skeletons.tsx'
import { AuditEntry } from './audit-entry.tsx'
import classes from './audit-events.module.css'
import { texts } from './audit-events.texts.ts'
import { MergedNote } from './merged-log.tsx'

const { organizationId: _, objectId: __, ...columns } = auditEventColumns
const options = { action: Object.entries(texts.filters).map(([value, label]) => ({ value, label })) }

/**
 * What happened to an organization and in it, newest first.
 * @param mergedId a customer that was merged into it, whose log is shown instead
 */
export function AuditLog({ organizationId, mergedId }: { organizationId: string; mergedId?: string | undefined }) {
  const state = useListSearch(columns)
  const ofWhom = mergedId ?? organizationId
  const query = { ...state.query, filter: { ...state.query.filter, organizationId: { eq: ofWhom } } }
  const pages = useListPages<AuditEvent>(['audit-events', query], (page, signal) =>
    api(listAuditEvents, { query: { ...query, ...page } }, { signal }),
  )
  const isStaleForLong = useLasting(pages.isStale)
  return (
    <div className={classes.log}>
      {mergedId !== undefined && <MergedNote organizationId={organizationId} />}
      <ListToolbar
        searchLabel={texts.search}
        columns={columns}
        options={options}
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
                <AuditEntry key={event.id} event={event} />
              ))}
            </ol>
          )}
          <ListFoot pages={pages} />
        </div>
      </ListBody>
    </div>
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
