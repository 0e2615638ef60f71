import { Button, Loader } from '@mantine/core'
import {
  IconBuilding,
  IconBuildingCommunity,
  IconBuildingStore,
  IconChevronRight,
  IconHierarchy2,
  IconHome,
  type TablerIcon,
} from '@tabler/icons-react'
import type { Organization, OrganizationType } from '@tenantry/contract/organizations.ts'
import type { CSSProperties } from 'react'
import { formatNumber } from '../../platform/format.ts'
import { StatusDot } from '../../ui/status-dot.tsx'
import { statusTones, statusWords, typeWords } from '../customers/public.ts'
import classes from './organizations.module.css'
import { texts } from './organizations.texts.ts'
import type { NodeRow, PageKey, TreeRow } from './tree.ts'

const icons: Record<OrganizationType, TablerIcon> = {
  provider: IconHome,
  partner: IconBuildingStore,
  customer: IconBuilding,
  enterprise: IconBuildingCommunity,
  division: IconHierarchy2,
}

interface LineProps {
  id: string
  isCurrent: boolean
  style: CSSProperties
  onChoose: () => void
  onToggle: (node: Organization, isExpanded: boolean) => void
  onOpen: (node: Organization) => void
  onRetry: (page: PageKey) => void
}

/** One line of the tree: an organization, or what is still to come. */
export function TreeLine({ row, ...props }: LineProps & { row: TreeRow }) {
  if (row.kind === 'node') return <NodeLine row={row} {...props} />
  return (
    <div role="none" className={classes.line} style={{ ...props.style, paddingLeft: indent(row.level) }}>
      {row.kind === 'failed' ? (
        <span role="alert" className={classes.failed}>
          {texts.failed}
          <Button variant="subtle" size="compact-sm" onClick={() => props.onRetry(row.page)}>
            {texts.retry}
          </Button>
        </span>
      ) : (
        <span className={classes.waiting}>
          <Loader size={14} /> {texts.loading}
        </span>
      )}
    </div>
  )
}

function NodeLine(props: LineProps & { row: NodeRow }) {
  const { row, onToggle, onOpen } = props
  const { node, level, isExpanded } = row
  const Icon = icons[node.type]
  const hasChildren = node.childCount > 0
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the tree has the focus and names its current item
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree hears the keys
    <div
      role="treeitem"
      id={props.id}
      className={classes.line}
      style={{ ...props.style, paddingLeft: indent(level) }}
      aria-level={level}
      aria-posinset={row.position}
      aria-setsize={row.setSize}
      aria-selected={props.isCurrent}
      {...(hasChildren ? { 'aria-expanded': isExpanded } : {})}
      data-current={props.isCurrent || undefined}
      data-held={node.status !== 'active' || undefined}
      data-above={row.isMatch === false || undefined}
      onClick={props.onChoose}
      onDoubleClick={() => onOpen(node)}
    >
      {hasChildren ? (
        <button
          type="button"
          tabIndex={-1}
          className={classes.toggle}
          // For the mouse: the tree says by itself what is expanded, and arrow keys change it.
          aria-hidden
          onClick={() => onToggle(node, !isExpanded)}
          onDoubleClick={(event) => event.stopPropagation()}
        >
          <IconChevronRight size={16} stroke={1.8} data-expanded={isExpanded || undefined} aria-hidden />
        </button>
      ) : (
        <span className={classes.toggle} />
      )}
      <Icon size={17} stroke={1.6} className={classes.icon} aria-hidden />
      <span className={classes.name} title={node.name}>
        {node.name}
      </span>
      {node.code !== null && <span className={classes.code}>{node.code}</span>}
      <span className={classes.rest}>
        {hasChildren && row.isMatch === undefined && (
          <span className={classes.count}>{texts.below(formatNumber(node.childCount))}</span>
        )}
        <span className={classes.type}>{typeWords[node.type]}</span>
        <StatusDot tone={statusTones[node.status]}>{statusWords[node.status]}</StatusDot>
      </span>
    </div>
  )
}

const indent = (level: number) => 8 + (level - 1) * 22
