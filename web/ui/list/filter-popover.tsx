import { Popover } from '@mantine/core'
import { useOpenOnMount } from '../use-open-on-mount.ts'
import { type FilterBuilderProps, FilterButton } from './filter-builder.tsx'
import { FilterForm } from './filter-form.tsx'
import { withCondition } from './list-search.ts'
import { texts } from './texts.ts'

/** The popover in which a condition is put together; opens as soon as it is there. */
export default function FilterPopover(props: FilterBuilderProps) {
  const { opened, setOpened, target } = useOpenOnMount()
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="bottom-start"
      width={320}
      trapFocus
      returnFocus
      closeOnEscape={false}
    >
      <Popover.Target>
        <FilterButton ref={target} onClick={() => setOpened(!opened)} />
      </Popover.Target>
      <Popover.Dropdown
        aria-label={texts.filter.heading}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && !isOpenList(event.target)) setOpened(false)
        }}
      >
        <FilterForm
          columns={props.columns}
          options={props.options}
          onApply={(condition) => {
            props.onChange(withCondition(props.conditions, condition))
            setOpened(false)
          }}
        />
      </Popover.Dropdown>
    </Popover>
  )
}

/** Escape closes an open list of choices first, and the popover only with the next press. */
function isOpenList(target: EventTarget): boolean {
  return target instanceof Element && target.getAttribute('aria-expanded') === 'true'
}
