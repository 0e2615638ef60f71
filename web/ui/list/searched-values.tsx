import { MultiSelect } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { ColumnType } from '@tenantry/contract/list.ts'
import { useRef } from 'react'
import { foundWords } from '../found-words.ts'
import { namedFirst } from '../meant-choice.ts'
import { useTypedChoice } from '../use-typed-choice.ts'
import { isAnswerTo, useSearchedText } from '../use-typed-text.ts'
import type { SearchedOptions } from './filter-words.ts'
import { texts } from './texts.ts'

/** The field for values of which there are too many to load: they are found as one types, and Enter takes the first. */
export function SearchedValues(props: {
  type: ColumnType
  options: SearchedOptions
  isSeveral: boolean
  values: string[]
  onChange: (values: string[]) => void
  problem: string | null
}) {
  const { options, isSeveral, values } = props
  // Where one is wanted, the next takes its place.
  const choose = (chosen: string[]) => props.onChange(isSeveral ? chosen : chosen.slice(-1))
  const search = useSearchedText()
  const { q, settled } = search
  const found = useQuery({ ...options.search(settled), placeholderData: keepPreviousData })
  const ref = useRef<HTMLInputElement>(null)
  const isCurrent = isAnswerTo(search, found)
  const named = namedFirst(found.data?.map(({ value, label }) => ({ id: value, name: label })) ?? [], q)
  const choice = useTypedChoice({
    ref,
    text: search,
    answer: { isCurrent, isError: found.isError },
    offered: named,
    isSeveral: true,
    take: ({ id }) => values.includes(id) || choose([...values, id]),
  })
  const said = foundWords(texts.filter.found, search, found, choice)
  // What was chosen keeps its name while something else is looked for.
  const names = useRef(new Map<string, string>())
  for (const { value, label } of [...(options.known ?? []), ...(found.data ?? [])]) names.current.set(value, label)
  // An id says nothing to anybody.
  const unnamed = (value: string) => (props.type === 'id' ? texts.filter.gone : value)
  const others = values.filter((value) => !found.data?.some((option) => option.value === value))
  const data = [
    ...named.map(({ id, name }) => ({ value: id, label: name })),
    ...others.map((value) => ({ value, label: names.current.get(value) ?? unnamed(value) })),
  ]
  const offered = new Set(found.data?.map(({ value }) => value))
  return (
    <MultiSelect
      {...choice.field}
      withScrollArea
      classNames={{}}
      openOnFocus
      label={isSeveral ? texts.filter.values : texts.filter.value}
      data={data}
      value={values}
      onChange={choose}
      error={said.error ?? props.problem}
      placeholder={values.length === 0 ? texts.filter.searchValues : ''}
      // Where nothing is typed, Enter applies the condition.
      onKeyDownCapture={(event) => q !== '' && choice.field.onKeyDownCapture(event)}
      // What was found by code need not have the typed text in its name.
      filter={({ options: all }) => all.filter((option) => 'value' in option && offered.has(option.value))}
      nothingFoundMessage={said.nothing}
      maxDropdownHeight={180}
      comboboxProps={{ withinPortal: false, position: 'top', middlewares: { flip: false, shift: true } }}
    />
  )
}
