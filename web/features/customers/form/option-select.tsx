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
import { texts as choiceTexts } from '../../../ui/choices.texts.ts'
import { chooseOnTab, isListOpen, markedOption } from '../../../ui/choose-marked.ts'
import { chooseOnEnter } from '../../../ui/choose-typed.ts'
import { meantChoice } from '../../../ui/meant-choice.ts'
import { useHeldField } from '../../../ui/use-held-field.ts'
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

const findByName: SelectProps['filter'] = ({ options, search }) => findOptions(options, search)

function labelOf(data: SelectProps['data'], value: SelectProps['value']): string {
  return value == null ? '' : (getOptionsLockup(getParsedComboboxData(data))[`${value}`]?.label ?? '')
}

interface OptionSelectProps extends SelectProps {
  /** What its choices belong to: what was typed among those of another is gone with them, as what was chosen is. */
  among?: string
}

/**
 * A searchable select for long lists of countries, zones and the like; empty again with one press, or once its text is
 * taken out and the field left. What is typed chooses too: by Enter the first that is found, on leaving the field the one
 * that is named in full or found alone. Anything else stays there, it is said that it is none of the list, and the form
 * around it waits until it is, is taken out, or Escape puts the name of what is chosen back.
 */
export const OptionSelect = memo(function OptionSelect({ among, ...props }: OptionSelectProps) {
  const { data, value, filter = findByName, limit = Number.POSITIVE_INFINITY } = props
  const { ref, onFocus, chosen } = useRetyping()
  const [isUnknown, setUnknown] = useState(false)
  const [search, setSearch] = useState(() => labelOf(data, value))
  const show = (text: string, isNone = false) => {
    setSearch(text)
    setUnknown(isNone)
  }
  const [lastAmong, setLastAmong] = useState(among)
  if (lastAmong !== among) {
    setLastAmong(among)
    show(labelOf(data, value))
  }
  useHeldField(ref, isUnknown)
  const change = props.onChange as ((value: string | null, option: ComboboxItem | null) => void) | undefined
  const leave = (text: string) => {
    const name = labelOf(data, value)
    // The press that empties it is for the mouse alone; a name that is not known yet has not been taken out by anybody.
    if (text.trim() === '') return name !== '' && props.clearable !== false && change?.(null, null)
    if (text === name) return
    // By what there is to choose, whether or not its list is still drawn.
    const options = getParsedComboboxData(data) as ComboboxParsedItem[]
    const found = filter({ options, search: text, limit }).flatMap((each) => ('group' in each ? [] : [each]))
    const meant = meantChoice(found, text, ({ label }) => label)
    if (!meant) show(text, true)
    else if (meant.value !== value) change?.(meant.value, meant)
  }
  return (
    <Select
      ref={ref}
      searchable
      clearable
      nothingFoundMessage={words.nothingFound}
      // The list itself scrolls, which the arrow keys reach; a frame around it would be one more stop without a use.
      withScrollArea={false}
      classNames={classNames}
      // Whoever comes back to what is none of the list sees what comes near it.
      openOnFocus={isUnknown}
      autoComplete="off"
      {...props}
      filter={filter}
      error={isUnknown ? choiceTexts.notInList : props.error}
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
        if (event.key === 'Escape' && !event.nativeEvent.isComposing) show(labelOf(data, value))
        if (chooseOnEnter(event)) setUnknown(true)
        if (event.key !== 'Tab') return
        // Before the focus moves, so that it finds the fields that a country opens, and none that go with it.
        if (markedOption(event.currentTarget)) chooseOnTab(event)
        else leave(event.currentTarget.value)
      }}
      searchValue={search}
      onSearchChange={(text) => show(text)}
      onBlur={(event) => {
        // Mantine has put the name of what is chosen back.
        leave(event.currentTarget.value)
        props.onBlur?.(event)
      }}
      onOptionSubmit={(taken) => {
        // No change, of which Mantine would write the name: what was typed would stay in its place.
        if (taken === value) show(labelOf(data, value))
        chosen()
      }}
    />
  )
})
