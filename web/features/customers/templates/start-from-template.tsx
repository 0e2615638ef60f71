import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { problemText } from '../../../platform/problem-text.ts'
import { notifyError } from '../../../ui/notify.ts'
import { useFoundByKey } from '../../../ui/use-found-by-key.ts'
import { hintBelow } from '../form/form-part.ts'
import { offeredChoices } from '../offered-choices.ts'
import type { Beginning } from '../wizard/use-wizard-state.ts'
import { readTemplate, templateIdOf } from './beginnings.ts'
import { templatesQuery } from './templates.api.ts'
import { templateTexts } from './templates.texts.ts'

const words = templateTexts.start

/** Offers the templates that a new customer can begin with; nothing where there are none. */
export function StartFromTemplate(props: { chosen: Beginning | null; onChoose: (chosen: Beginning | null) => void }) {
  const { chosen, onChoose } = props
  const [typed, setTyped] = useState<string | null>(null)
  const all = useQuery(templatesQuery('')).data ?? []
  const q = typed?.trim() ?? ''
  const [settled] = useDebouncedValue(q, 150)
  const found = useQuery({ ...templatesQuery(settled), placeholderData: keepPreviousData })
  const { isCurrent, onKeyDownCapture } = useFoundByKey(q, settled, found)
  const id = templateIdOf(chosen)
  if (all.length === 0 && id === null) return null
  const current = [...all, ...(found.data ?? [])].find((each) => each.id === id) ?? null
  const offered = offeredChoices(q, found.data ?? [], isCurrent, current)
  const choose = async (next: string | null) => {
    try {
      onChoose(next === null ? null : await readTemplate(next))
    } catch (error) {
      notifyError(words.failed, problemText(error).advice)
    }
  }
  return (
    <Select
      {...hintBelow}
      label={words.label}
      description={words.hint}
      placeholder={words.placeholder}
      searchable
      clearable
      autoComplete="off"
      openOnFocus={false}
      onKeyDownCapture={onKeyDownCapture}
      data={offered.map(({ id: value, name }) => ({ value, label: name }))}
      // The server has searched already, without regard to accents.
      filter={({ options }) => options}
      nothingFoundMessage={words.nothing}
      value={id}
      onSearchChange={(text) => setTyped(text === current?.name ? null : text)}
      onChange={(next) => void choose(next)}
    />
  )
}
