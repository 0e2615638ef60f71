import { ListPage } from '../../ui/list/list-page.tsx'
import { SearchBox } from '../../ui/list/search-box.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { useTrail } from '../../ui/trail.tsx'
import { AddButton } from './add-button.tsx'
import classes from './organizations.module.css'
import { texts } from './organizations.texts.ts'
import { TreeView, useTreeAddress } from './tree-view.tsx'

/** The page of the organization tree (RI1). */
export function OrganizationTreePage() {
  useTrail({ label: texts.title })
  const address = useTreeAddress()
  const { q } = address.search
  return (
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
      <TreeView query={q ? { q } : null} onClear={() => address.set({ q: undefined })} />
    </ListPage>
  )
}
