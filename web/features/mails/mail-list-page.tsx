import { Button } from '@mantine/core'
import { IconMail, IconServerCog } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { mailColumns, mailKinds, mailStates } from '@tenantry/contract/mails.ts'
import { useMemo } from 'react'
import { formatTotal } from '../../platform/format.ts'
import { usePermission } from '../../platform/session.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { DataTable } from '../../ui/list/data-table.tsx'
import { ListPage } from '../../ui/list/list-page.tsx'
import type { ListFilter } from '../../ui/list/list-search.ts'
import { ListToolbar } from '../../ui/list/list-toolbar.tsx'
import { NothingFound } from '../../ui/list/nothing-found.tsx'
import { useListSearch } from '../../ui/list/use-list-search.ts'
import { useOrganizationOptions } from '../../ui/list/use-organization-options.ts'
import { NotFoundPage } from '../../ui/not-found-page.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { useTrail } from '../../ui/trail.tsx'
import { mailTableColumns } from './mail-columns.tsx'
import { MailPanel } from './mail-panel.tsx'
import { mailSettingsQuery, useMails, useSendingShown } from './mails.api.ts'
import { texts } from './mails.texts.ts'
import { OutboxNote } from './outbox-note.tsx'
import { ServerPanel } from './server-panel.tsx'

const states = mailStates.map((value) => ({ value, label: texts.states[value] }))
const kinds = Object.entries(mailKinds).map(([value, label]) => ({ value, label }))
const route = getRouteApi('/frame/settings/mail')

/** The mails of the provider, and what sends them; for those who may change it. */
export function MailListPage() {
  return usePermission('settings.manage') ? <Mails /> : <NotFoundPage />
}

function Mails() {
  useTrail({ label: texts.title })
  const state = useListSearch(mailColumns)
  const pages = useMails(state.query)
  useSendingShown(pages.rows)
  const { mail, server } = route.useSearch()
  const navigate = route.useNavigate()
  const show = (panel: { mail?: string; server?: true }) =>
    void navigate({ search: (before) => ({ ...before, mail: undefined, server: undefined, ...panel }), replace: true })
  return (
    <>
      <ListPage
        header={
          <PageHeader
            title={texts.title}
            beside={pages.total === undefined ? null : formatTotal(pages.total)}
            below={<Sender />}
            actions={
              <Button
                leftSection={<IconServerCog size={16} stroke={1.7} aria-hidden />}
                onClick={() => show({ server: true })}
              >
                {texts.server}
              </Button>
            }
          />
        }
        toolbar={
          <ListToolbar
            searchLabel={texts.search}
            columns={mailColumns}
            options={useOptions(state.query.filter)}
            state={state}
          />
        }
      >
        <DataTable
          label={texts.title}
          pages={pages}
          rowKey={({ id }) => id}
          columns={mailTableColumns}
          sort={state.sort}
          onToggleSort={state.toggleSort}
          onOpen={({ id }) => show({ mail: id })}
          empty={
            state.isFiltered ? (
              <NothingFound onClear={state.clear} />
            ) : (
              <EmptyState icon={<IconMail size={22} stroke={1.6} />} title={texts.emptyTitle} text={texts.emptyText} />
            )
          }
        />
      </ListPage>
      {mail && <MailPanel id={mail} onEnd={() => show({})} />}
      {server && <ServerPanel onEnd={() => show({})} />}
    </>
  )
}

function Sender() {
  const { data } = useQuery(mailSettingsQuery)
  if (!data) return null
  const { smtp } = data.data
  return (
    <>
      {smtp ? texts.bySmtp(smtp.host) : texts.byDisk} {texts.secrets}
      {smtp && <OutboxNote host={smtp.host} />}
    </>
  )
}

function useOptions(current: ListFilter | undefined) {
  const organizationId = useOrganizationOptions('organizationId', { current })
  return useMemo(
    () => ({ state: states, kind: kinds, ...(organizationId ? { organizationId } : {}) }),
    [organizationId],
  )
}
