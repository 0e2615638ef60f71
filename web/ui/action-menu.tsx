import { ActionIcon } from '@mantine/core'
import { IconDots, type TablerIcon } from '@tabler/icons-react'
import type { ComponentProps } from 'react'
import { useRowStop } from './list/row-stop.ts'
import { OnDemand } from './on-demand.tsx'

const load = () => import('./action-menu-items.tsx')

/** Something that can be done with a thing. */
export interface Action {
  label: string
  icon?: TablerIcon
  /** It takes something away. */
  isDangerous?: boolean
  onClick: () => void
}

/** What an action menu is made of; `label` names the thing, too: 'Actions of Airtel'. */
export interface ActionMenuProps {
  label: string
  actions: readonly Action[]
}

/** The three dots of a row or a card. */
export function ActionMenu(props: ActionMenuProps) {
  return <OnDemand load={load} props={props} button={(ask) => <ActionMenuButton label={props.label} {...ask} />} />
}

/** The button alone; also what the menu hangs on. */
export function ActionMenuButton({ label, ...rest }: { label: string } & ComponentProps<'button'>) {
  return (
    <ActionIcon aria-label={label} aria-haspopup="menu" {...useRowStop()} {...rest}>
      <IconDots size={18} stroke={1.7} aria-hidden />
    </ActionIcon>
  )
}
