import { Menu, useMantineColorScheme } from '@mantine/core'
import { IconCheck, IconHistory, IconLogout, IconUserCircle } from '@tabler/icons-react'
import { Link, useNavigate } from '@tanstack/react-router'
import { AuthError, signOut } from '../platform/auth-api.ts'
import { useMe } from '../platform/session.tsx'
import { texts } from '../platform/texts.ts'
import { colorSchemes } from './color-schemes.ts'
import { notifyError } from './notify.ts'
import classes from './top-bar.module.css'
import { useLeaveFirst } from './use-leave-first.tsx'
import { useOpenOnMount } from './use-open-on-mount.ts'
import { userMenuTexts } from './user-menu.texts.ts'
import { UserButton } from './user-menu.tsx'

/** The menu below the person's initials. */
export default function UserMenuItems() {
  const { account, membership, permissions } = useMe()
  const { opened, setOpened, target } = useOpenOnMount()
  const { leaveFirst, question } = useLeaveFirst()
  const leave = useSignOut()
  return (
    <>
      <Menu position="bottom-end" width={248} opened={opened} onChange={setOpened} withinPortal={false}>
        <Menu.Target>
          <UserButton ref={target} />
        </Menu.Target>
        <Menu.Dropdown>
          <div className={classes.person}>
            <div className={classes.personName}>{account.name || account.email}</div>
            {account.name && <div className={classes.personDetail}>{account.email}</div>}
            <div className={classes.personDetail}>{membership.roleName}</div>
          </div>
          <Menu.Divider />
          <Menu.Item
            leftSection={<IconUserCircle size={16} stroke={1.7} aria-hidden />}
            renderRoot={(props) => <Link to="/account" {...props} />}
          >
            {userMenuTexts.account}
          </Menu.Item>
          {(permissions.includes('customers.update') || permissions.includes('devices.write')) && (
            <Menu.Item
              leftSection={<IconHistory size={16} stroke={1.7} aria-hidden />}
              renderRoot={(props) => <Link to="/bulk-changes" {...props} />}
            >
              {userMenuTexts.changes}
            </Menu.Item>
          )}
          <Menu.Divider />
          <Appearance />
          <Menu.Divider />
          <Menu.Item leftSection={<IconLogout size={16} stroke={1.7} aria-hidden />} onClick={() => leaveFirst(leave)}>
            {userMenuTexts.signOut}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {question}
    </>
  )
}

function Appearance() {
  // The library would hold transitions still with a style element, which the content security policy forbids.
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true })
  return (
    <>
      <Menu.Label>{userMenuTexts.appearance}</Menu.Label>
      {colorSchemes.map(({ value, label, icon: Icon }) => (
        <Menu.RadioItem
          key={value}
          value={value}
          checked={colorScheme === value}
          checkIcon={<IconCheck size={16} aria-hidden />}
          rightSection={<Icon size={16} stroke={1.7} aria-hidden />}
          closeMenuOnClick={false}
          onChange={() => setColorScheme(value)}
        >
          {label}
        </Menu.RadioItem>
      ))}
    </>
  )
}

function useSignOut() {
  const navigate = useNavigate()
  return async () => {
    try {
      await signOut()
      // Whoever has typed something was asked, and is not asked again by the browser.
      await navigate({ to: '/sign-in', ignoreBlocker: true })
      // A full load forgets everything that was read in this session.
      window.location.assign('/sign-in')
    } catch (error) {
      notifyError(userMenuTexts.signOutFailed, error instanceof AuthError ? error.message : texts.errors.offline)
    }
  }
}
