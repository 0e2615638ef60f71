import { IconX } from '@tabler/icons-react'
import type { FilterCondition } from '@tenantry/contract/list.ts'
import type { ComponentProps } from 'react'
import { OnDemand } from '../on-demand.tsx'
import { ChipButton } from './chip-button.tsx'
import { chipsOf, withoutChip } from './chips.ts'
import { type FilterBuilderProps, loadFilterPopover } from './filter-builder.tsx'
import { chipText } from './filter-words.ts'
import { useRefused } from './shown-conditions.ts'
import { texts } from './texts.ts'
import classes from './toolbar.module.css'

/**
 * The conditions in force, each with a way to change and to remove it.
 * @param props.unknown conditions of the address that the list leaves out, and columns that it cannot be sorted by: they
 * stay until they are removed
 */
export function FilterChips(
  props: FilterBuilderProps & {
    unknown: readonly FilterCondition[]
    unknownSort: readonly string[]
    onRemove: (place: number) => void
  },
) {
  const { conditions } = props
  const unknown = unknownText(props)
  const refused = useRefused()
  if (conditions.length === 0 && !unknown) return null
  return (
    <ul className={classes.chips} aria-label={texts.filter.active}>
      {chipsOf(conditions).map((chip, place) => {
        const text = chipText(chip, props.columns, props.options)
        return (
          <li
            key={chip.map(({ column, operator }) => `${column} ${operator}`).join()}
            className={classes.chip}
            data-chip
            data-refused={chip.some((each) => refused.includes(`filter.${each.column}.${each.operator}`)) || undefined}
          >
            <OnDemand
              load={loadFilterPopover}
              props={{ ...props, edited: { chip, text } }}
              button={(ask) => <ChipButton text={text} {...ask} />}
            />
            <RemoveButton
              text={text}
              onClick={() => {
                props.onRemove(place)
                props.onChange(withoutChip(conditions, chip))
              }}
            />
          </li>
        )
      })}
      {unknown && (
        <li className={classes.chip} data-chip data-unknown>
          <span className={classes.chipText}>{unknown}</span>
          <RemoveButton
            text={unknown}
            onClick={() => {
              props.onRemove(conditions.length)
              props.onChange([...conditions], [])
            }}
          />
        </li>
      )}
    </ul>
  )
}

function RemoveButton({ text, onClick }: { text: string; onClick: () => void }) {
  return (
    <button type="button" aria-label={texts.filter.remove(text)} onClick={onClick}>
      <IconX size={14} stroke={2} aria-hidden />
    </button>
  )
}

function unknownText({ unknown, unknownSort, columns, options }: ComponentProps<typeof FilterChips>): string {
  const conditions = unknown.map((each) => chipText([each], columns, options))
  const order = unknownSort.map((name) => texts.filter.sortedBy(columns[name]?.label ?? name))
  const all = [...new Set([...conditions, ...order])].join(', ')
  return all && texts.filter.unknown(all)
}
