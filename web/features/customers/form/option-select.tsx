import { type ComboboxItem, type ComboboxParsedItem, Select, type SelectProps } from '@mantine/core'
import { memo } from 'react'
import { texts } from '../customers.texts.ts'
import classes from './form.module.css'

const words = texts.address
const classNames = { options: classes.options }

/** Options whose label has the typed text anywhere, or whose value begins with it: US finds the United States first. */
export function findOptions(options: ComboboxParsedItem[], search: string): ComboboxParsedItem[] {
  const typed = search.trim().toLocaleLowerCase()
  if (typed === '') return options
  const rankOf = (option: ComboboxItem) => {
    if (option.value.toLocaleLowerCase() === typed) return 0
    const label = option.label.toLocaleLowerCase()
    if (label.startsWith(typed)) return 1
    return label.includes(typed) || option.value.toLocaleLowerCase().startsWith(typed) ? 2 : 3
  }
  return options
    .flatMap((option) => ('group' in option ? [] : [{ option, rank: rankOf(option) }]))
    .filter(({ rank }) => rank < 3)
    .sort((a, b) => a.rank - b.rank)
    .map(({ option }) => option)
}

const filter: SelectProps['filter'] = ({ options, search }) => findOptions(options, search)

/** A searchable select for long lists of countries, zones and the like; empty again with one press. */
export const OptionSelect = memo(function OptionSelect(props: SelectProps) {
  return (
    <Select
      searchable
      clearable
      filter={filter}
      nothingFoundMessage={words.nothingFound}
      // The list itself scrolls, which the arrow keys reach; a frame around it would be one more stop without a use.
      withScrollArea={false}
      classNames={classNames}
      openOnFocus={false}
      autoComplete="off"
      {...props}
    />
  )
})
