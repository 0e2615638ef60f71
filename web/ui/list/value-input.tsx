import { MultiSelect, NativeSelect, TagsInput, TextInput } from '@mantine/core'
import type { ColumnType } from '@tenantry/contract/list.ts'
import { useRef } from 'react'
import { texts as choiceTexts } from '../choices.texts.ts'
import { useTypedChoice } from '../use-typed-choice.ts'
import { useTypedText } from '../use-typed-text.ts'
import type { FilterOption, SearchedOptions } from './filter-words.ts'
import { matchingOptions } from './matching-options.ts'
import { SearchedValues } from './searched-values.tsx'
import { texts } from './texts.ts'

/** Up to as many options are chosen from without typing. */
const fewOptions = 8

/** Choosing does not count as a press outside of the popover. */
const inPopover = { withinPortal: false }

/** It stays open while values are chosen, and may not lie over the button that applies them. */
const listAbove = { ...inPopover, position: 'top' as const, middlewares: { flip: false, shift: true } }

/** The field for a condition's value: one or several, chosen or typed, as the column's type asks for. */
export function ValueInput(props: {
  type: ColumnType
  options: readonly FilterOption[] | SearchedOptions | undefined
  isSeveral?: boolean
  /** What parts several values that are typed or pasted in one go. */
  between?: string[]
  label?: string
  values: string[]
  onChange: (values: string[]) => void
  problem: string | null
}) {
  const { options, values, onChange, problem: error } = props
  if (options && 'search' in options)
    return <SearchedValues {...props} options={options} isSeveral={props.isSeveral ?? false} />
  if (options && (props.isSeveral || options.length > fewOptions)) return <ChosenValues {...props} options={options} />
  if (props.isSeveral)
    return (
      <TagsInput
        label={texts.filter.values}
        description={texts.filter.valuesHint}
        value={values}
        onChange={onChange}
        error={error}
        acceptValueOnBlur
        splitChars={props.between ?? []}
        comboboxProps={inPopover}
      />
    )
  const single = { label: props.label ?? texts.filter.value, value: values[0] ?? '', error }
  if (options)
    return (
      <NativeSelect
        {...single}
        data={[{ value: '', label: '' }, ...options]}
        onChange={(event) => onChange([event.currentTarget.value])}
      />
    )
  return (
    <TextInput
      {...single}
      type={props.type === 'instant' || props.type === 'date' ? 'date' : 'text'}
      {...(props.type === 'number' ? { inputMode: 'decimal' as const } : {})}
      onChange={(event) => onChange([event.currentTarget.value])}
    />
  )
}

/**
 * The field for values of a list that is there as a whole; where it is long, typing finds them, and Enter takes the
 * first.
 */
function ChosenValues(props: {
  options: readonly FilterOption[]
  isSeveral?: boolean
  label?: string
  values: string[]
  onChange: (values: string[]) => void
  problem: string | null
}) {
  const { options, isSeveral } = props
  const values = props.values.filter((value) => value !== '')
  // Where one is wanted, the next takes its place.
  const choose = (chosen: string[]) => props.onChange(isSeveral ? chosen : chosen.slice(-1))
  const text = useTypedText()
  const ref = useRef<HTMLInputElement>(null)
  const { field, isNone } = useTypedChoice({
    ref,
    text,
    offered: matchingOptions(options, text.q).map(({ value, label }) => ({ id: value, name: label })),
    isSeveral: true,
    take: ({ id }) => values.includes(id) || choose([...values, id]),
  })
  return (
    <MultiSelect
      {...field}
      withScrollArea
      classNames={{}}
      openOnFocus
      label={isSeveral ? texts.filter.values : (props.label ?? texts.filter.value)}
      data={[...options]}
      value={values}
      onChange={choose}
      error={isNone ? choiceTexts.notInList : props.problem}
      searchable={options.length > fewOptions}
      // Where nothing is typed, Enter applies the condition.
      onKeyDownCapture={(event) => text.q !== '' && field.onKeyDownCapture(event)}
      filter={({ options: all, search }) =>
        matchingOptions(
          all.filter((option) => 'value' in option),
          search,
        )
      }
      nothingFoundMessage={texts.filter.found.nothing}
      maxDropdownHeight={180}
      comboboxProps={listAbove}
    />
  )
}
