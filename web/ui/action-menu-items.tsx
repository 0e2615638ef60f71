import { Menu } from '@mantine/core'
import { ActionMenuButton, type ActionMenuProps } from './action-menu.tsx'
import { useOpenOnMount } from './use-open-on-mount.ts'

/** The menu behind the three dots, open at first. */
export default function ActionMenuItems({ label, actions }: ActionMenuProps) {
  const { opened, setOpened, target } = useOpenOnMount()
  return (
    <Menu position="bottom-end" width={200} opened={opened} onChange={setOpened} portalProps={{ target: '#content' }}>
      <Menu.Target>
        <ActionMenuButton label={label} ref={target} />
      </Menu.Target>
      <Menu.Dropdown>
        {actions.map(({ label: name, icon: Icon, isDangerous, onClick }) => (
          <Menu.Item
            key={name}
            {...(isDangerous ? { color: 'red' } : {})}
            {...(Icon ? { leftSection: <Icon size={16} stroke={1.7} aria-hidden /> } : {})}
            onClick={() => {
              // What opens now finds here where the focus belongs when it closes.
              target.current?.focus({ preventScroll: true })
              onClick()
            }}
          >
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
