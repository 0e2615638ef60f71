import { UnstyledButton } from '@mantine/core'
import type { ComponentProps } from 'react'
import { useMe } from '../platform/session.tsx'
import { texts } from '../platform/texts.ts'
import { initialsOf } from './initials.ts'
import { OnDemand } from './on-demand.tsx'
import classes from './top-bar.module.css'

const load = () => import('./user-menu-items.tsx')

/** Who is signed in, how the product looks, and the way out. */
export function UserMenu() {
  return <OnDemand load={load} props={{}} button={(ask) => <UserButton {...ask} />} />
}

/** The button with the person's initials. */
export function UserButton({ className, ...rest }: ComponentProps<'button'>) {
  const { name, email } = useMe().account
  return (
    <UnstyledButton
      className={[classes.avatar, className].join(' ')}
      aria-label={texts.userMenu.open(initialsOf(name || email), name || email)}
      aria-haspopup="menu"
      {...rest}
    >
      {initialsOf(name || email)}
    </UnstyledButton>
  )
}
