import { Select } from '@mantine/core'
import type { ReactNode } from 'react'
import { searchFailure } from '../platform/search-failure.ts'
import { texts } from './choices.texts.ts'
import classes from './found-select.module.css'
import { offeredChoices } from './offered-choices.ts'
import { type Answer, type Findable, isAnswerTo, type SearchedText, useFoundChoice } from './use-found-choice.ts'
import { selectSoon, useRetyping } from './use-retyping.ts'

/** What a field says while it looks for something, where it finds nothing, and where it could not look. */
export interface FoundWords {
  searching: string
  nothing: string
  failed: string
}

/** A field of one choice that the server finds by name or code, so that thousands need not be loaded; see {@link useFoundChoice}. */
export function FoundSelect<Choice extends Findable>(props: {
  label: string
  description?: string | undefined
  placeholder?: string
  required?: boolean | undefined
  /** Has the focus when its panel opens. */
  hasFocus?: boolean | undefined
  search: SearchedText
  found: Answer & { data: readonly Choice[] | undefined }
  words: FoundWords
  value: Choice | null
  error?: ReactNode
  /** How the list shows a choice, where its name alone does not tell. */
  renderChoice?: (choice: Choice) => ReactNode
  onChange: (choice: Choice) => void
  /** For a field that may be empty again: by one press, or once its text is taken out and the field left. */
  onClear?: () => void
}) {
  const { search, found, words, value, renderChoice } = props
  const { ref, onFocus, chosen } = useRetyping()
  const offered = offeredChoices(search.q, found.data ?? [], isAnswerTo(search, found), value)
  const choose = (id: string | null) => {
    const choice = offered.find((each) => each.id === id)
    if (choice && choice.id !== value?.id) props.onChange(choice)
  }
  const { field, isNone } = useFoundChoice({
    ref,
    search,
    found,
    offered,
    name: value?.name,
    take: ({ id }) => choose(id),
    clear: props.onClear,
  })
  const failure = found.isError ? searchFailure(search.q, words.failed) : words.nothing
  return (
    <Select
      {...field}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      label={props.label}
      description={props.description}
      placeholder={props.placeholder}
      required={props.required ?? false}
      data-autofocus={props.hasFocus || undefined}
      clearable={props.onClear !== undefined}
      classNames={{ options: classes.options }}
      data={offered.map(({ id, name }) => ({ value: id, label: name }))}
      renderOption={({ option }) => {
        const choice = offered.find(({ id }) => id === option.value)
        return choice && renderChoice ? renderChoice(choice) : option.label
      }}
      // What was found by code need not have the typed text in its name.
      filter={({ options }) => options}
      nothingFoundMessage={search.settled !== search.q || found.isFetching ? words.searching : failure}
      value={value?.id ?? null}
      error={isNone ? texts.notInList : props.error}
      onFocus={onFocus}
      onClick={(event) => {
        if (search.typed === null) selectSoon(event.currentTarget)
      }}
      onOptionSubmit={() => {
        field.onOptionSubmit()
        chosen()
      }}
      onClear={field.onOptionSubmit}
      onChange={(id) => (id === null ? props.onClear?.() : choose(id))}
    />
  )
}
