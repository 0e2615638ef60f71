import { IconTag } from '@tabler/icons-react'
import { tagColumns as listColumns, listTags, type Tag } from '@tenantry/contract/tags.ts'
import { useMemo, useState } from 'react'
import { api } from '../../platform/api.ts'
import { formatTotal } from '../../platform/format.ts'
import { usePermission } from '../../platform/session.tsx'
import { texts as frameTexts } from '../../platform/texts.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { AddToList } from '../../ui/list/add-to-list.tsx'
import { DataTable } from '../../ui/list/data-table.tsx'
import { ListPage } from '../../ui/list/list-page.tsx'
import { ListToolbar } from '../../ui/list/list-toolbar.tsx'
import { NothingFound } from '../../ui/list/nothing-found.tsx'
import { isBare, useListPages } from '../../ui/list/use-list-pages.ts'
import { useListSearch } from '../../ui/list/use-list-search.ts'
import { NotFoundPage } from '../../ui/not-found-page.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { useTrail } from '../../ui/trail.tsx'
import { DeleteTag } from './delete-tag.tsx'
import { tagColumns } from './tag-columns.tsx'
import { TagPanel } from './tag-panel.tsx'
import { tagsKey } from './tags.api.ts'
import { texts } from './tags.texts.ts'
import { useHasTags } from './use-has-tags.ts'

const words = texts.list
const options = { color: Object.entries(texts.colors).map(([value, label]) => ({ value, label })) }
const { organizationId: _, ...filtered } = listColumns

/** The tags of one's own house and of those below: made, renamed, colored and deleted; not there for a customer's own people. */
export function TagListPage() {
  const hasTags = useHasTags()
  useTrail(
    { label: frameTexts.navigation.customers, to: '/customers' },
    { label: hasTags ? words.title : frameTexts.notFound.heading },
  )
  return hasTags ? <TagList /> : <NotFoundPage />
}

function TagList() {
  const state = useListSearch(filtered)
  const pages = useListPages<Tag>([...tagsKey, 'list'], state.query, (page, signal) =>
    api(listTags, { query: { ...state.query, ...page } }, { signal }),
  )
  const mayMake = usePermission('customers.update')
  const [edited, setEdited] = useState<Tag | 'new' | null>(null)
  const [leaving, setLeaving] = useState<Tag | null>(null)
  const columns = useMemo(() => tagColumns({ edit: setEdited, remove: setLeaving }), [])
  const add = mayMake && <AddToList label={words.add} onClick={() => setEdited('new')} />
  return (
    <>
      <ListPage
        header={
          <PageHeader
            title={words.title}
            beside={pages.total === undefined ? null : formatTotal(pages.total)}
            below={words.lead}
            actions={isBare(pages, state) === false && add}
          />
        }
        toolbar={<ListToolbar searchLabel={words.search} columns={filtered} options={options} state={state} />}
      >
        <DataTable
          label={words.title}
          pages={pages}
          rowKey={({ id }) => id}
          columns={columns}
          sort={state.sort}
          onToggleSort={state.toggleSort}
          onOpen={(tag) => tag.mayChange && setEdited(tag)}
          empty={
            state.isFiltered ? (
              <NothingFound onClear={state.clear} />
            ) : (
              <EmptyState
                icon={<IconTag size={22} stroke={1.6} />}
                title={words.emptyTitle}
                text={words.emptyText}
                action={add}
              />
            )
          }
        />
      </ListPage>
      <DeleteTag tag={leaving} onEnd={() => setLeaving(null)} />
      {edited && <TagPanel tag={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
    </>
  )
}
