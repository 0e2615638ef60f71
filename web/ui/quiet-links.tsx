import { Button } from '@mantine/core'
import type { TablerIcon } from '@tabler/icons-react'
import { Link, type LinkProps, useNavigate } from '@tanstack/react-router'
import { ActionMenu } from './action-menu.tsx'
import classes from './quiet-links.module.css'

/** What belongs to a page and is seldom gone to: another page, or a panel that it opens. */
export type QuietLink = { label: string; icon: TablerIcon } & (
  | { to: LinkProps['to']; search?: LinkProps['search'] }
  | { onOpen: () => void }
)

/**
 * Beside a heading: words where there is room for them, and a menu where there is none.
 * @param props.isKept not shown yet, with their place kept: what follows them may go, and they would move into its room
 */
export function QuietLinks(props: { label: string; links: readonly QuietLink[]; isKept?: boolean }) {
  const { label, links } = props
  const navigate = useNavigate()
  if (links.length === 0) return null
  return (
    <div className={classes.links} {...(props.isKept && { style: { visibility: 'hidden' } })}>
      {links.map((link) => (
        <QuietButton key={link.label} link={link} />
      ))}
      <div className={classes.menu}>
        <ActionMenu
          label={label}
          actions={links.map(({ label: name, icon, ...target }) => ({
            label: name,
            icon,
            onClick: 'onOpen' in target ? target.onOpen : () => void navigate(target),
          }))}
        />
      </div>
    </div>
  )
}

function QuietButton({ link: { label, icon: Icon, ...target } }: { link: QuietLink }) {
  const look = { variant: 'subtle', color: 'gray', leftSection: <Icon size={16} stroke={1.7} aria-hidden /> }
  if ('onOpen' in target)
    return (
      <Button {...look} onClick={target.onOpen}>
        {label}
      </Button>
    )
  return (
    <Button {...look} renderRoot={(props) => <Link {...target} {...props} />}>
      {label}
    </Button>
  )
}
