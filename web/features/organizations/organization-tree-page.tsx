import { Button } from '@mantine/core'
import { IconPlus, IconSitemap } from '@tabler/icons-react'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import type { Organization } from '@tenantry/contract/organizations.ts'
import { lazy, Suspense } from 'react'
import { usePermission } from '../../platform/session.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ListPage } from '../../ui/list/list-page.tsx'
import { SearchBox } from '../../ui/list/search-box.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { useTrail } from '../../ui/trail.tsx'
import { useAddCustomer } from '../customers/public.ts'
import { FoundOrganizations } from './found-organizations.tsx'
import { OrganizationTree } from './organization-tree.tsx'
import classes from './organizations.module.css'
import { texts } from './organizations.texts.ts'
import { useTree } from './use-tree.ts'

const AccountSettings = lazy(() => import('./settings/account-settings.tsx'))
const MovePanel = lazy(() => import('./move/move-panel.tsx'))
const route = getRouteApi('/frame/organizations')

/** The tree of the organizations that the person may see (RI1). What is open in it stands in the address. */
export function OrganizationTreePage() {
  useTrail({ label: texts.title })
  const { q } = route.useSearch()
  const address = useAddress()
  return (
    <>
      <ListPage
        header={
          <PageHeader
            title={texts.title}
            below={<span className={classes.keys}>{texts.keys}</span>}
            actions={<AddButton />}
          />
        }
        toolbar={
          <div className={classes.search}>
            <SearchBox label={texts.search} value={q ?? ''} onChange={(text) => address.set({ q: text })} />
          </div>
        }
      >
        {q ? (
          <FoundOrganizations q={q} onOpen={address.openSettings} onMove={address.openMove} />
        ) : (
          <WholeTree address={address} />
        )}
      </ListPage>
      <Panels address={address} />
    </>
  )
}

type Address = ReturnType<typeof useAddress>

function useAddress() {
  const navigate = useNavigate()
  const set = (change: { q?: string; open?: string[]; settings?: string; move?: string }, replace = true) =>
    void navigate({ to: '/organizations', search: (before) => ({ ...before, ...change }), replace })
  return {
    set,
    openSettings: ({ id }: { id: string }) => set({ settings: id, move: '' }, false),
    openMove: ({ id }: { id: string }) => set({ move: id, settings: '' }, false),
    close: () => set({ settings: '', move: '' }),
  }
}

function WholeTree({ address }: { address: Address }) {
  const { open } = route.useSearch()
  const tree = useTree(open)
  const expanded = open ?? tree.rows.flatMap((row) => (row.kind === 'node' && row.isExpanded ? [row.node.id] : []))
  const toggle = ({ id }: Organization, isExpanded: boolean) => {
    const others = expanded.filter((each) => each !== id)
    // An address without any open branch would open the only top again.
    address.set({ open: isExpanded ? [...others, id] : others.length > 0 ? others : ['none'] })
  }
  if (tree.rows.length === 0)
    return (
      <div className={classes.card}>
        <EmptyState icon={<IconSitemap size={22} stroke={1.6} />} title={texts.emptyTitle} text={texts.emptyText} />
      </div>
    )
  return <OrganizationTree tree={tree} onToggle={toggle} onOpen={address.openSettings} onMove={address.openMove} />
}

function AddButton() {
  const mayCreate = usePermission('customers.create')
  const addCustomer = useAddCustomer()
  if (!mayCreate) return null
  return (
    <Button leftSection={<IconPlus size={16} stroke={2} aria-hidden />} onClick={() => addCustomer()}>
      {texts.add}
    </Button>
  )
}

/** The panel that the address names. */
function Panels({ address }: { address: Address }) {
  const { settings, move } = route.useSearch()
  return (
    <Suspense>
      {settings && <AccountSettings key={settings} id={settings} onMove={address.openMove} onClose={address.close} />}
      {move && <MovePanel key={move} id={move} onClose={address.close} />}
    </Suspense>
  )
}
