import { IconX } from '@tabler/icons-react'
import type { FilterCondition, ListColumns } from '@tenantry/contract/list.ts'
import { conditionText, type FilterOptions } from './filter-words.ts'
import { texts } from './texts.ts'
import classes from './toolbar.module.css'

/** The conditions in force, each with a way to remove it. */
export function FilterChips(props: {
  columns: ListColumns
  options: FilterOptions
  conditions: readonly FilterCondition[]
  onChange: (conditions: FilterCondition[]) => void
}) {
  const { conditions } = props
  if (conditions.length === 0) return null
  return (
    <ul className={classes.chips} aria-label={texts.filter.active}>
      {conditions.map((condition) => {
        const text = conditionText(condition, props.columns, props.options)
        return (
          <li key={`${condition.column} ${condition.operator}`} className={classes.chip} title={text}>
            <span>{text}</span>
            <button
              type="button"
              aria-label={texts.filter.remove(text)}
              onClick={() => props.onChange(conditions.filter((other) => other !== condition))}
            >
              <IconX size={14} stroke={2} aria-hidden />
            </button>
          </li>
        )
      })}
    </ul>
  )
}
