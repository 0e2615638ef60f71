import { IconX } from '@tabler/icons-react'
import { OnDemand } from '../on-demand.tsx'
import { ChipButton } from './chip-button.tsx'
import { chipsOf, withoutChip } from './chips.ts'
import { type FilterBuilderProps, loadFilterPopover } from './filter-builder.tsx'
import { chipText } from './filter-words.ts'
import { texts } from './texts.ts'
import classes from './toolbar.module.css'

/** The conditions in force, each with a way to change and to remove it. */
export function FilterChips(props: FilterBuilderProps & { onRemove: (place: number) => void }) {
  const { conditions } = props
  if (conditions.length === 0) return null
  return (
    <ul className={classes.chips} aria-label={texts.filter.active}>
      {chipsOf(conditions).map((chip, place) => {
        const text = chipText(chip, props.columns, props.options)
        return (
          <li
            key={chip.map(({ column, operator }) => `${column} ${operator}`).join()}
            className={classes.chip}
            data-chip
          >
            <OnDemand
              load={loadFilterPopover}
              props={{ ...props, edited: { chip, text } }}
              button={(ask) => <ChipButton text={text} {...ask} />}
            />
            <button
              type="button"
              aria-label={texts.filter.remove(text)}
              onClick={() => {
                props.onRemove(place)
                props.onChange(withoutChip(conditions, chip))
              }}
            >
              <IconX size={14} stroke={2} aria-hidden />
            </button>
          </li>
        )
      })}
    </ul>
  )
}
