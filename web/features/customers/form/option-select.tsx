import {
  type ComboboxItem,
  type ComboboxParsedItem,
  getOptionsLockup,
  getParsedComboboxData,
  Select,
  type SelectProps,
} from '@mantine/core'
import { searchKey } from '@tenantry/contract/fields/sort-keys.ts'
import { memo } from 'react'
import { texts as choiceTexts } from '../../../ui/choices.texts.ts'
import { selectSoon, useRetyping } from '../../../ui/use-retyping.ts'
import { useTypedChoice } from '../../../ui/use-typed-choice.ts'
import { useTypedText } from '../../../ui/use-typed-text.ts'
import { formTexts } from '../form.texts.ts'
import type { Option } from './country-options.ts'

const words = formTexts.address

/** Further names of an option by its value. */
type NamesOf = (value: string) => readonly string[]

const noNames: NamesOf = () => []

/**
 * Options whose label has the typed text anywhere, or whose value or a further name begins with it, with or without its
 * accents and the letters of its language: US and USA find the United States first, lodz finds Łódzkie.
 */
export function findOptions(options: ComboboxParsedItem[], search: string, namesOf: NamesOf = noNames): ComboboxItem[] {
  const typed = searchKey(search)
  const rankOf = (option: ComboboxItem) => {
    if (typed === '') return 0
    const names = allNamesOf(option, namesOf).map(searchKey)
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

/** Its value, what comes with it, and what is known of it elsewhere. */
function allNamesOf({ value, ...option }: ComboboxItem, namesOf: NamesOf): string[] {
  const { names = [] }: Partial<Option> = option
  return [value, ...names, ...namesOf(value)]
}

function labelOf(data: SelectProps['data'], value: SelectProps['value']): string {
  return value == null ? '' : (getOptionsLockup(getParsedComboboxData(data))[`${value}`]?.label ?? '')
}

interface OptionSelectProps extends SelectProps {
  /** What its choices belong to: what was typed among those of another is gone with them, as what was chosen is. */
  among?: string
  namesOf?: NamesOf
}

/**
 * A searchable select for long lists of countries, zones and the like, which takes what is typed as {@link useTypedChoice}
 * says; empty again with one press, or once its text is taken out and the field left.
 */
export const OptionSelect = memo(function OptionSelect(all: OptionSelectProps) {
  const { among = '', namesOf = noNames, ...props } = all
  const { data, value, clearable = true } = props
  const { ref, onFocus, chosen } = useRetyping()
  const text = useTypedText()
  const found = text.q === '' ? [] : findOptions(getParsedComboboxData(data) as ComboboxParsedItem[], text.q, namesOf)
  const change = props.onChange as ((value: string | null, option: ComboboxItem | null) => void) | undefined
  const { field, isNone, putAway } = useTypedChoice({
    ref,
    text,
    offered: found.map((option) => ({
      id: option.value,
      name: option.label,
      names: allNamesOf(option, namesOf),
      option,
    })),
    name: labelOf(data, value),
    of: `${among} ${value}`,
    take: ({ id, option }) => id !== value && change?.(id, option),
    clear: clearable ? () => change?.(null, null) : undefined,
  })
  return (
    <Select
      nothingFoundMessage={words.nothingFound}
      {...props}
      {...field}
      clearable={clearable}
      filter={(input) => findOptions(input.options, input.search, namesOf)}
      error={isNone ? choiceTexts.notInList : props.error}
      // A form may listen to its fields, too.
      onFocus={(event) => {
        onFocus(event)
        props.onFocus?.(event)
      }}
      onBlur={(event) => {
        field.onBlur()
        props.onBlur?.(event)
      }}
      // After a choice its list is closed, and the field has kept the focus.
      onClick={(event) => {
        if (text.typed === null) selectSoon(event.currentTarget)
      }}
      onOptionSubmit={() => {
        putAway()
        chosen()
      }}
      onClear={putAway}
    />
  )
})
