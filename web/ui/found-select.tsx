import { Select } from '@mantine/core'
import type { ReactNode } from 'react'
import { Choosable } from './choosable.tsx'
import { type FoundWords, foundWords } from './found-words.ts'
import { type Findable, namedFirst } from './meant-choice.ts'
import { offeredChoices } from './offered-choices.ts'
import { selectSoon, useRetyping } from './use-retyping.ts'
import { useTypedChoice } from './use-typed-choice.ts'
import { type Answer, isAnswerTo, type SearchedText } from './use-typed-text.ts'

/** A field of one choice that the server finds by name or code, so that thousands need not be loaded; see {@link useTypedChoice}. */
export function FoundSelect<Choice extends Findable>(props: {
  label: string
  description?: string | undefined
  placeholder?: string
  required?: boolean | undefined
  /** Has the focus when its panel opens. */
  hasFocus?: boolean | undefined
  /** Whether what was chosen is not there yet, so that what the field belongs to has to wait. */
  isBusy?: boolean
  search: SearchedText
  found: Answer & { data: readonly Choice[] | undefined; isFetching: boolean; refetch: () => unknown }
  words: FoundWords
  value: Choice | null
  error?: ReactNode
  /** What the list need not show: it may be named, and is handed over. */
  isLeftOut?: (choice: Choice) => boolean
  /** How the list shows a choice, where its name alone does not tell. */
  renderChoice?: (choice: Choice) => ReactNode
  onChange: (choice: Choice) => void
  /** For a field that may be empty again: by one press, or once its text is taken out and the field left. */
  onClear?: () => void
}) {
  const { search, found, value, isLeftOut, renderChoice } = props
  const { ref, onFocus, chosen } = useRetyping()
  const isCurrent = isAnswerTo(search, found)
  const all = namedFirst(offeredChoices(search.q, found.data ?? [], isCurrent, value), search.q)
  const shown = isLeftOut ? all.filter((each) => !isLeftOut(each)) : all
  // What the list does not show is not what Enter takes.
  const offered = [...shown, ...all.filter((each) => !shown.includes(each))]
  const choose = (id: string | null) => {
    const choice = offered.find((each) => each.id === id)
    if (choice && choice.id !== value?.id) props.onChange(choice)
  }
  const choice = useTypedChoice({
    ref,
    text: search,
    offered,
    answer: { isCurrent, isError: found.isError },
    name: value?.name,
    of: value?.id,
    isBusy: props.isBusy,
    take: ({ id }) => choose(id),
    clear: props.onClear,
  })
  const said = foundWords(props.words, search, found, choice)
  return (
    <Select
      {...choice.field}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      label={props.label}
      description={props.description}
      placeholder={props.placeholder}
      required={props.required ?? false}
      data-autofocus={props.hasFocus || undefined}
      clearable={props.onClear !== undefined}
      data={shown.map(({ id, name }) => ({ value: id, label: name }))}
      {...(renderChoice && {
        renderOption: ({ option, checked }) => {
          const each = offered.find(({ id }) => id === option.value)
          return each && <Choosable isChosen={checked}>{renderChoice(each)}</Choosable>
        },
      })}
      // What was found by code need not have the typed text in its name.
      filter={({ options }) => options}
      nothingFoundMessage={said.nothing}
      value={value?.id ?? null}
      error={said.error ?? props.error}
      loading={choice.isLooking}
      onFocus={(event) => {
        onFocus(event)
        if (found.isError) found.refetch()
      }}
      onClick={(event) => {
        if (search.typed === null) selectSoon(event.currentTarget)
      }}
      onOptionSubmit={() => {
        choice.putAway()
        chosen()
      }}
      onClear={choice.putAway}
      onChange={(id) => (id === null ? props.onClear?.() : choose(id))}
    />
  )
}
