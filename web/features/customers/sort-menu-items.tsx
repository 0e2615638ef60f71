import { Menu } from '@mantine/core'
import { sortColumns } from '@tenantry/contract/list.ts'
import { useOpenOnMount } from '../../ui/use-open-on-mount.ts'
import { texts } from './customers.texts.ts'
import { SortButton, type SortMenuProps } from './sort-menu.tsx'

const words = texts.list

/** The menu behind the sort button, open at first. */
export default function SortMenuItems(props: SortMenuProps) {
  const { opened, setOpened, target } = useOpenOnMount()
  const sorted = sortColumns(props.sort)[0]
  return (
    <Menu position="bottom-end" closeOnItemClick={false} opened={opened} onChange={setOpened}>
      <Menu.Target>
        <SortButton ref={target} columns={props.columns} sort={props.sort} />
      </Menu.Target>
      <Menu.Dropdown>
        {Object.entries(props.columns)
          .filter(([, column]) => column.sortable)
          .map(([name, column]) => (
            <Menu.Item key={name} onClick={() => props.onToggle(name)} aria-current={name === sorted?.name}>
              {name === sorted?.name ? words.sortBy(column.label, sorted.descending) : column.label}
            </Menu.Item>
          ))}
      </Menu.Dropdown>
    </Menu>
  )
}
