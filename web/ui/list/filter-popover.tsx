import { Popover } from '@mantine/core'
import type { FilterCondition } from '@tenantry/contract/list.ts'
import { isListOpen } from '../choose-marked.ts'
import { useOpenOnMount } from '../use-open-on-mount.ts'
import { ChipButton } from './chip-button.tsx'
import { type Chip, withoutChip } from './chips.ts'
import { type FilterBuilderProps, FilterButton } from './filter-builder.tsx'
import { FilterForm } from './filter-form.tsx'
import { withCondition } from './list-search.ts'
import { texts } from './texts.ts'

/** The popover in which a condition is put together, or changed; opens as soon as it is there. */
export default function FilterPopover(props: FilterBuilderProps & { edited?: { chip: Chip; text: string } }) {
  const { edited } = props
  const { opened, setOpened, target } = useOpenOnMount()
  const toggle = { ref: target, onClick: () => setOpened(!opened) }
  const apply = (made: FilterCondition[]) => {
    setOpened(false)
    props.onChange(
      edited ? replaced(props.conditions, edited.chip, made) : made.reduce(withCondition, [...props.conditions]),
    )
  }
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
        {edited ? <ChipButton text={edited.text} {...toggle} /> : <FilterButton {...toggle} />}
      </Popover.Target>
      <Popover.Dropdown
        aria-label={edited ? texts.filter.edit : texts.filter.heading}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && !isOpenList(event.target)) setOpened(false)
        }}
      >
        <FilterForm columns={props.columns} options={props.options} edited={edited?.chip} onApply={apply} />
      </Popover.Dropdown>
    </Popover>
  )
}

/** What was changed stands where it stood; what says the same already makes way. */
function replaced(conditions: readonly FilterCondition[], chip: Chip, made: FilterCondition[]): FilterCondition[] {
  const isSame = (a: FilterCondition) => made.some((b) => a.column === b.column && a.operator === b.operator)
  const place = conditions.findIndex((each) => chip.includes(each))
  const others = (part: readonly FilterCondition[]) => withoutChip(part, chip).filter((each) => !isSame(each))
  return [...others(conditions.slice(0, place)), ...made, ...others(conditions.slice(place))]
}

/** Escape closes an open list of choices first, and the popover only with the next press. */
function isOpenList(target: EventTarget): boolean {
  return target instanceof Element && isListOpen(target)
}
