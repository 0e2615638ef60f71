import { type ComboboxItem, type ComboboxParsedItem, Select, type SelectProps } from '@mantine/core'
import { memo } from 'react'
import { useRetyping } from '../../../ui/use-retyping.ts'
import { formTexts } from '../form.texts.ts'
import { otherNamesOf } from './country-words.ts'
import classes from './form.module.css'

const words = formTexts.address
const classNames = { options: classes.options }

/**
 * Options whose label has the typed text anywhere, or whose value or a further name begins with it, with or without its
 * accents: US and USA find the United States first.
 */
export function findOptions(
  options: ComboboxParsedItem[],
  search: string,
  namesOf: (value: string) => readonly string[] = () => [],
): ComboboxParsedItem[] {
  const typed = folded(search.trim())
  if (typed === '') return options
  const rankOf = (option: ComboboxItem) => {
    const names = [option.value, ...namesOf(option.value)].map(folded)
    if (names.includes(typed)) return 0
    const label = folded(option.label)
    if (label.startsWith(typed)) return 1
    return label.includes(typed) || names.some((name) => name.startsWith(typed)) ? 2 : 3
  }
  return options
    .flatMap((option) => ('group' in option ? [] : [{ option, rank: rankOf(option) }]))
    .filter(({ rank }) => rank < 3)
    .sort((a, b) => a.rank - b.rank)
    .map(({ option }) => option)
}

function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase()
}

/** The filter of a select whose values are codes of countries. */
export const findCountries: SelectProps['filter'] = ({ options, search }) => findOptions(options, search, otherNamesOf)

const filter: SelectProps['filter'] = ({ options, search }) => findOptions(options, search)

/** A searchable select for long lists of countries, zones and the like; empty again with one press. */
export const OptionSelect = memo(function OptionSelect(props: SelectProps) {
  const { ref, onFocus, chosen } = useRetyping()
  return (
    <Select
      ref={ref}
      onFocus={onFocus}
      onOptionSubmit={chosen}
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
