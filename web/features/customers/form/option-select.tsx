import {
  type ComboboxItem,
  type ComboboxParsedItem,
  getOptionsLockup,
  getParsedComboboxData,
  Select,
  type SelectProps,
} from '@mantine/core'
import { searchKey } from '@tenantry/contract/fields/sort-keys.ts'
import { memo, useState } from 'react'
import { isListOpen } from '../../../ui/choose-marked.ts'
import { chooseAnyOnTab, chooseOnEnter, chooseOnLeaving } from '../../../ui/choose-typed.ts'
import { selectSoon, useRetyping } from '../../../ui/use-retyping.ts'
import { formTexts } from '../form.texts.ts'
import type { Option } from './country-options.ts'
import { otherNamesOf } from './country-words.ts'
import classes from './form.module.css'

const words = formTexts.address
const classNames = { options: classes.options }

/**
 * Options whose label has the typed text anywhere, or whose value or a further name begins with it, with or without its
 * accents and the letters of its language: US and USA find the United States first, lodz finds Łódzkie.
 */
export function findOptions(
  options: ComboboxParsedItem[],
  search: string,
  namesOf: (value: string) => readonly string[] = () => [],
): ComboboxParsedItem[] {
  const typed = searchKey(search)
  if (typed === '') return options
  const rankOf = (option: ComboboxItem) => {
    const { names: further = [] }: Partial<Option> = option
    const names = [option.value, ...further, ...namesOf(option.value)].map(searchKey)
    if (names.includes(typed)) return 0
    const label = searchKey(option.label)
    if (label.startsWith(typed)) return 1
    return label.includes(typed) || names.some((name) => name.startsWith(typed)) ? 2 : 3
  }
  return options
    .flatMap((option) => ('group' in option ? [] : [{ option, rank: rankOf(option) }]))
    .filter(({ rank }) => rank < 3)
    .sort((a, b) => a.rank - b.rank)
    .map(({ option }) => option)
}

/** The filter of a select whose values are codes of countries. */
export const findCountries: SelectProps['filter'] = ({ options, search }) => findOptions(options, search, otherNamesOf)

const filter: SelectProps['filter'] = ({ options, search }) => findOptions(options, search)

function labelOf(data: SelectProps['data'], value: SelectProps['value']): string {
  return value == null ? '' : (getOptionsLockup(getParsedComboboxData(data))[`${value}`]?.label ?? '')
}

/**
 * A searchable select for long lists of countries, zones and the like; empty again with one press, or once its text is
 * taken out and the field left. What is typed chooses too: by Enter the first that is found, on leaving the field the one
 * that is named in full or found alone; Enter with nothing found says so and sends no form.
 */
export const OptionSelect = memo(function OptionSelect(props: SelectProps) {
  const { ref, onFocus, chosen } = useRetyping()
  const [isUnknown, setUnknown] = useState(false)
  const [search, setSearch] = useState(() => labelOf(props.data, props.value))
  const clear = () => (props.onChange as ((value: null, option: null) => void) | undefined)?.(null, null)
  return (
    <Select
      ref={ref}
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
      error={isUnknown ? words.notInList : props.error}
      // A form may listen to its fields, too.
      onFocus={(event) => {
        onFocus(event)
        props.onFocus?.(event)
      }}
      // After a choice its list is closed, and the field has kept the focus.
      onClick={({ currentTarget }) => {
        if (!isListOpen(currentTarget)) selectSoon(currentTarget)
      }}
      onKeyDownCapture={(event) => {
        if (chooseOnEnter(event)) setUnknown(true)
        // Before the focus moves, so that it finds the field of states that the country opens.
        chooseAnyOnTab(event)
      }}
      searchValue={search}
      onSearchChange={(text) => {
        setSearch(text)
        setUnknown(false)
      }}
      onBlur={(event) => {
        const { currentTarget: input } = event
        chooseOnLeaving(input)
        // The press that empties it is for the mouse alone; a name that is not known yet has not been taken out by anybody.
        if (input.value === '' && props.clearable !== false && labelOf(props.data, props.value) !== '') clear()
        props.onBlur?.(event)
      }}
      onOptionSubmit={(value) => {
        // No change, of which Mantine would write the name: what was typed would stay in its place.
        if (value === props.value) setSearch(labelOf(props.data, value))
        chosen()
      }}
    />
  )
})
