import { Menu } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { type Membership, switchMembership } from '@tenantry/contract/me.ts'
import { api } from '../platform/api.ts'
import { tellOtherTabs } from '../platform/other-tabs.ts'
import { setPageMembership } from '../platform/page-membership.ts'
import { problemText } from '../platform/problem-text.ts'
import { queryClient } from '../platform/query.ts'
import { meQuery, useMe } from '../platform/session.tsx'
import { membershipTexts } from './membership-menu.texts.ts'
import { notifyError } from './notify.ts'
import classes from './top-bar.module.css'
import { useLeaveFirst } from './use-leave-first.tsx'
import { useOpenOnMount } from './use-open-on-mount.ts'
import { MembershipButton } from './where-am-i.tsx'

/** The organizations that the person can work in. */
export default function MembershipMenu() {
  const { membership, memberships } = useMe()
  const choose = useChoose()
  const { opened, setOpened, target } = useOpenOnMount()
  const { leaveFirst, question } = useLeaveFirst()
  return (
    <>
      <Menu position="bottom-start" width={280} opened={opened} onChange={setOpened} withinPortal={false}>
        <Menu.Target>
          <MembershipButton ref={target} />
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{membershipTexts.heading}</Menu.Label>
          {memberships.map((option) => (
            <Menu.RadioItem
              key={option.id}
              value={option.id}
              checked={option.id === membership.id}
              checkIcon={<IconCheck size={16} aria-hidden />}
              closeMenuOnClick
              onChange={() => leaveFirst(() => void choose(option))}
            >
              {option.organization.name}
              <div className={classes.memberRole}>{detailOf(option)}</div>
            </Menu.RadioItem>
          ))}
        </Menu.Dropdown>
      </Menu>
      {question}
    </>
  )
}

function detailOf({ organization, providerName, roleName }: Membership): string {
  return organization.name === providerName ? roleName : `${providerName} · ${roleName}`
}

function useChoose() {
  const navigate = useNavigate()
  return async (chosen: Membership) => {
    try {
      await api(switchMembership, { body: { membershipId: chosen.id } })
      setPageMembership(chosen.id)
      tellOtherTabs(chosen.id)
      // Nothing that was read for one organization may be shown in another.
      await queryClient.cancelQueries()
      queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== meQuery.queryKey[0] })
      await queryClient.refetchQueries({ queryKey: meQuery.queryKey })
      await navigate({ to: '/customers', ignoreBlocker: true })
    } catch (error) {
      notifyError(membershipTexts.failed, problemText(error).advice)
    }
  }
}
