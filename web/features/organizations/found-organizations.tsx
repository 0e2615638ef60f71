import { Button } from '@mantine/core'
import { listOrganizations, type Organization } from '@tenantry/contract/organizations.ts'
import { api } from '../../platform/api.ts'
import type { TableColumn } from '../../ui/list/columns.ts'
import { DataTable } from '../../ui/list/data-table.tsx'
import { NothingFound } from '../../ui/list/nothing-found.tsx'
import { useListPages } from '../../ui/list/use-list-pages.ts'
import { StatusDot } from '../../ui/status-dot.tsx'
import { customersKey, statusTones, statusWords, typeWords } from '../customers/public.ts'
import { useNodeRights } from './node-actions.tsx'
import classes from './organizations.module.css'
import { texts } from './organizations.texts.ts'

/** The organizations that a search finds, wherever they lie in the tree. */
export function FoundOrganizations(props: {
  q: string
  onOpen: (node: Organization) => void
  onMove: (node: Organization) => void
  onClear: () => void
}) {
  const { q, onOpen, onMove } = props
  const pages = useListPages<Organization>([...customersKey, 'tree', 'found', q], (page, signal) =>
    api(listOrganizations, { query: { q, sort: 'name', ...page } }, { signal }),
  )
  const columns: TableColumn<Organization>[] = [
    { id: 'name', heading: texts.columns.name, cell: ({ name }) => <span className={classes.name}>{name}</span> },
    { id: 'code', heading: texts.columns.code, widthPx: 130, cell: ({ code }) => code ?? '' },
    { id: 'type', heading: texts.columns.type, widthPx: 110, cell: ({ type }) => typeWords[type] },
    {
      id: 'status',
      heading: texts.columns.status,
      widthPx: 120,
      cell: ({ status }) => <StatusDot tone={statusTones[status]}>{statusWords[status]}</StatusDot>,
    },
    {
      id: 'move',
      heading: texts.columns.actions,
      isHeadingHidden: true,
      align: 'end',
      widthPx: 110,
      cell: (node) => <MoveButton node={node} onMove={onMove} />,
    },
  ]
  return (
    <DataTable
      label={texts.found}
      pages={pages}
      columns={columns}
      rowKey={({ id }) => id}
      onOpen={onOpen}
      empty={<NothingFound onClear={props.onClear} />}
    />
  )
}

function MoveButton({ node, onMove }: { node: Organization; onMove: (node: Organization) => void }) {
  const { mayMove } = useNodeRights(node)
  if (!mayMove) return null
  return (
    <Button size="compact-sm" variant="subtle" onClick={() => onMove(node)} aria-label={texts.moving.title(node.name)}>
      {texts.move}
    </Button>
  )
}
