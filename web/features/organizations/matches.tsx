import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { Organization } from '@tenantry/contract/organizations.ts'
import { useMemo, useState } from 'react'
import { formatNumber } from '../../platform/format.ts'
import { ListError } from '../../ui/list/list-error.tsx'
import { NothingFound } from '../../ui/list/nothing-found.tsx'
import { useLasting } from '../../ui/list/use-lasting.ts'
import { matchingRows } from './matching-tree.ts'
import { OrganizationTree } from './organization-tree.tsx'
import { matchesQuery, type TreeQuery } from './organizations.api.ts'
import classes from './organizations.module.css'
import { texts } from './organizations.texts.ts'
import type { TreeRow } from './tree.ts'

const none: ReadonlySet<string> = new Set()

/** The tree narrowed to what a search and conditions find, each match in its place. */
export function Matches(props: {
  query: TreeQuery
  hint: string | null
  onOpen: (node: Organization) => void
  onMove: (node: Organization) => void
  onClear: () => void
}) {
  const { query } = props
  const found = useQuery({ ...matchesQuery(query), placeholderData: keepPreviousData })
  const asked = JSON.stringify(query)
  const [shut, setShut] = useState({ of: asked, ids: none })
  // What was closed in one answer says nothing about the next one.
  const closed = shut.of === asked ? shut.ids : none
  const rows = useMemo(() => matchingRows(found.data?.items ?? [], closed), [found.data, closed])
  const isStale = useLasting(found.isPlaceholderData)
  const toggle = ({ id }: Organization, isExpanded: boolean) => {
    const ids = new Set(closed)
    if (isExpanded) ids.delete(id)
    else ids.add(id)
    setShut({ of: asked, ids })
  }
  if (found.isError)
    return (
      <div className={classes.card}>
        <ListError error={found.error} onRetry={() => void found.refetch()} />
      </div>
    )
  if (found.data?.matches === 0)
    return (
      <div className={classes.card}>
        <NothingFound onClear={props.onClear} hint={props.hint} />
      </div>
    )
  return (
    <OrganizationTree
      tree={{ rows: found.isPending ? waiting : rows, showMore: nothingMore, retry: nothingMore }}
      isStale={isStale}
      note={found.data && noteOf(found.data)}
      onToggle={toggle}
      onOpen={props.onOpen}
      onMove={props.onMove}
    />
  )
}

const nothingMore = () => {}
const waiting: readonly TreeRow[] = [
  { kind: 'loading', key: 'waiting', level: 1, page: { parentId: null, cursor: null } },
]

function noteOf({ matches, isCut }: { matches: number; isCut: boolean }): string {
  return isCut ? texts.matchesCut(formatNumber(matches)) : texts.matches(formatNumber(matches), matches === 1)
}
