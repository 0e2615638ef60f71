import { IconSitemap } from '@tabler/icons-react'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { Organization } from '@tenantry/contract/organizations.ts'
import { Suspense } from 'react'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ListError } from '../../ui/list/list-error.tsx'
import { part } from '../../ui/part.tsx'
import { Matches } from './matches.tsx'
import { OrganizationTree } from './organization-tree.tsx'
import type { TreeQuery } from './organizations.api.ts'
import classes from './organizations.module.css'
import { texts } from './organizations.texts.ts'
import { readTreeSearch, type TreeSearch } from './tree-search.ts'
import { useTree } from './use-tree.ts'

const AccountSettings = part(() => import('./settings/account-settings.tsx'))
const MovePanel = part(() => import('./move/move-panel.tsx'))

/** What narrows the tree, and how to see all of it again. */
export interface TreeViewProps {
  /** null shows all of it. */
  query: TreeQuery | null
  /** All of it is what is in use, or has something in use below it. */
  inUse?: boolean
  /** What else keeps organizations out of it, said where there is nothing or none below one. */
  hint?: string | null
  onClear: () => void
}

/**
 * The tree of the organizations that the person may see, or of what is found in it (RI1). What is open in it stands in the
 * address of the page that shows it.
 */
export function TreeView({ query, inUse = false, hint = null, onClear }: TreeViewProps) {
  const address = useTreeAddress()
  return (
    <>
      {query ? (
        <Matches query={query} hint={hint} onOpen={address.openSettings} onMove={address.openMove} onClear={onClear} />
      ) : (
        <WholeTree address={address} inUse={inUse} hint={hint} />
      )}
      <Panels address={address} />
    </>
  )
}

type Address = ReturnType<typeof useTreeAddress>

/** The state of the tree in the address of the page that is open, and what changes it. */
export function useTreeAddress() {
  const raw: Record<string, unknown> = useSearch({ strict: false })
  const navigate = useNavigate()
  const set = (change: TreeSearch, replace = true) =>
    void navigate({ to: '.', search: (before: Record<string, unknown>) => ({ ...before, ...change }), replace })
  return {
    search: readTreeSearch(raw),
    set,
    openSettings: ({ id }: { id: string }) => set({ settings: id, move: undefined }, false),
    openMove: ({ id }: { id: string }) => set({ move: id, settings: undefined }, false),
    close: () => set({ settings: undefined, move: undefined }),
  }
}

function WholeTree({ address, inUse, hint }: { address: Address; inUse: boolean; hint: string | null }) {
  const { open } = address.search
  const tree = useTree(open, inUse)
  const expanded = open ?? tree.rows.flatMap((row) => (row.kind === 'node' && row.isExpanded ? [row.node.id] : []))
  const toggle = ({ id }: Organization, isExpanded: boolean) => {
    const others = expanded.filter((each) => each !== id)
    // An address without any open branch would open the only top again.
    address.set({ open: isExpanded ? [...others, id] : others.length > 0 ? others : ['none'] })
  }
  const [first] = tree.rows
  if (tree.error && first?.kind === 'failed')
    return (
      <div className={classes.card}>
        <ListError error={tree.error} onRetry={() => tree.retry(first.page)} />
      </div>
    )
  if (tree.rows.length === 0)
    return (
      <div className={classes.card}>
        <EmptyState icon={<IconSitemap size={22} stroke={1.6} />} title={texts.emptyTitle} text={texts.emptyText} />
      </div>
    )
  const isAlone = tree.rows.length === 1 && first?.kind === 'node' && first.node.childCount === 0
  return (
    <OrganizationTree
      tree={tree}
      note={isAlone ? [texts.alone, hint].join(' ').trim() : undefined}
      onToggle={toggle}
      onOpen={address.openSettings}
      onMove={address.openMove}
    />
  )
}

/** The panel that the address names. */
function Panels({ address }: { address: Address }) {
  const { settings, move } = address.search
  return (
    <Suspense>
      {settings && <AccountSettings key={settings} id={settings} onMove={address.openMove} onClose={address.close} />}
      {move && <MovePanel key={move} id={move} onClose={address.close} />}
    </Suspense>
  )
}
