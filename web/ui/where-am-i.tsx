import { Menu, UnstyledButton } from '@mantine/core'
import { IconCheck, IconChevronRight, IconSelector } from '@tabler/icons-react'
import { Link, useNavigate } from '@tanstack/react-router'
import { type Membership, switchMembership } from '@tenantry/contract/me.ts'
import { api } from '../platform/api.ts'
import { problemText } from '../platform/problem-text.ts'
import { queryClient } from '../platform/query.ts'
import { meQuery, useMe } from '../platform/session.tsx'
import { texts } from '../platform/texts.ts'
import { notifyError } from './notify.ts'
import classes from './top-bar.module.css'
import { useCurrentTrail } from './trail.tsx'

/** The organization one works in, a switch where there are several, and the way down to the page. */
export function WhereAmI() {
  const trail = useCurrentTrail()
  const hasChoice = useMe().memberships.length > 1
  return (
    <>
      {hasChoice && <MembershipSwitch />}
      <nav aria-label={texts.trail.label} style={{ minWidth: 0 }}>
        <ol className={classes.trail}>
          {trail.map((step, index) => (
            <li key={step.label}>
              {index > 0 && <IconChevronRight size={14} className={classes.chevron} aria-hidden />}
              {step.to ? (
                <Link to={step.to} className={classes.step}>
                  {step.label}
                </Link>
              ) : (
                <span className={classes.step} {...(index === trail.length - 1 ? { 'aria-current': 'page' } : {})}>
                  {step.label}
                </span>
              )}
            </li>
          ))}
        </ol>
      </nav>
    </>
  )
}

function MembershipSwitch() {
  const { membership, memberships } = useMe()
  const navigate = useNavigate()
  const choose = async (chosen: Membership) => {
    try {
      const { data } = await api(switchMembership, { body: { membershipId: chosen.id } })
      // Nothing that was read for one organization may be shown in another.
      queryClient.clear()
      queryClient.setQueryData(meQuery.queryKey, data)
      await navigate({ to: '/customers' })
    } catch (error) {
      notifyError(texts.memberships.failed, problemText(error).advice)
    }
  }
  return (
    <Menu position="bottom-start" width={280}>
      <Menu.Target>
        <UnstyledButton className={classes.scope} aria-label={texts.memberships.switch(membership.organization.name)}>
          <span>{membership.organization.name}</span>
          <IconSelector size={15} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{texts.memberships.heading}</Menu.Label>
        {memberships.map((option) => (
          <Menu.Item
            key={option.id}
            onClick={() => choose(option)}
            aria-current={option.id === membership.id}
            rightSection={option.id === membership.id ? <IconCheck size={16} aria-hidden /> : null}
          >
            {option.organization.name}
            <div className={classes.memberRole}>
              {[option.organization.name === option.providerName ? null : option.providerName, option.roleName]
                .filter((part) => part !== null)
                .join(' · ')}
            </div>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
