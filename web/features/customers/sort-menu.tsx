import { Button, Menu } from '@mantine/core'
import { IconArrowsSort } from '@tabler/icons-react'
import { type ListColumns, sortColumns } from '@tenantry/contract/list.ts'
import { texts } from './customers.texts.ts'

const words = texts.list

/** The order of the list, for cards that have no headings to press. */
export function SortMenu(props: {
  columns: ListColumns
  sort: string | undefined
  onToggle: (column: string) => void
}) {
  const sorted = sortColumns(props.sort)[0]
  const label = sorted && props.columns[sorted.name]?.label
  return (
    <Menu position="bottom-end" closeOnItemClick={false}>
      <Menu.Target>
        <Button variant="subtle" color="gray" leftSection={<IconArrowsSort size={16} stroke={1.7} aria-hidden />}>
          {sorted && label ? words.sortBy(label, sorted.descending) : words.sort}
        </Button>
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
