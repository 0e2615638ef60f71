import { ActionIcon, UnstyledButton } from '@mantine/core'
import { IconChevronRight, IconSelector } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ComponentProps } from 'react'
import { useMe } from '../platform/session.tsx'
import { texts } from '../platform/texts.ts'
import { initialsOf } from './initials.ts'
import { OnDemand } from './on-demand.tsx'
import classes from './top-bar.module.css'
import { useCurrentTrail } from './trail.tsx'

const load = () => import('./membership-menu.tsx')

/**
 * The organization one works in, a switch where there are several, the way down to the page, and the way to another
 * customer.
 */
export function WhereAmI({ onSwitch }: { onSwitch: () => void }) {
  const trail = useCurrentTrail()
  const { memberships, permissions } = useMe()
  const hasChoice = memberships.length > 1
  const mayRead = permissions.includes('customers.read')
  return (
    <>
      {hasChoice && <OnDemand load={load} props={{}} button={(ask) => <MembershipButton {...ask} />} />}
      <nav aria-label={texts.trail.label} className={classes.where}>
        <ol className={classes.trail}>
          {trail.map((step, index) => (
            <li key={step.label}>
              {index > 0 && <IconChevronRight size={14} className={classes.chevron} aria-hidden />}
              {step.to ? (
                <Link to={step.to} search={step.search ?? {}} {...named(step.label)}>
                  {step.label}
                </Link>
              ) : (
                <span {...named(step.label)} {...(index === trail.length - 1 ? { 'aria-current': 'page' } : {})}>
                  {step.label}
                </span>
              )}
            </li>
          ))}
        </ol>
      </nav>
      {mayRead && (
        <ActionIcon
          size={30}
          aria-label={texts.trail.switch}
          title={texts.trail.switch}
          aria-haspopup="dialog"
          onClick={onSwitch}
        >
          <IconSelector size={16} stroke={1.7} aria-hidden />
        </ActionIcon>
      )}
    </>
  )
}

/** A name is cut at its end, wherever that is in its writing, and told in full by pointing at it. */
const named = (title: string) => ({ className: classes.step, dir: 'auto', title })

/** The button with the organization that one works in. */
export function MembershipButton({ className, ...rest }: ComponentProps<'button'>) {
  const { name } = useMe().membership.organization
  return (
    <UnstyledButton
      className={[classes.scope, className].join(' ')}
      aria-label={texts.memberships.switch(name)}
      aria-haspopup="menu"
      data-initials={initialsOf(name)}
      {...rest}
    >
      <span>{name}</span>
      <IconSelector size={15} aria-hidden />
    </UnstyledButton>
  )
}
