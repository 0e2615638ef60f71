import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { problemText } from '../../../platform/problem-text.ts'
import { FoundSelect } from '../../../ui/found-select.tsx'
import { notifyError } from '../../../ui/notify.ts'
import { useSearchedText } from '../../../ui/use-found-choice.ts'
import type { Beginning } from '../wizard/use-wizard-state.ts'
import { readTemplate, templateIdOf } from './beginnings.ts'
import { templatesQuery } from './templates.api.ts'
import { templateTexts } from './templates.texts.ts'

const words = templateTexts.start

/** Offers the templates that a new customer can begin with; nothing where there are none. */
export function StartFromTemplate(props: { chosen: Beginning | null; onChoose: (chosen: Beginning | null) => void }) {
  const { chosen, onChoose } = props
  const search = useSearchedText()
  const all = useQuery(templatesQuery('')).data ?? []
  const found = useQuery({ ...templatesQuery(search.settled), placeholderData: keepPreviousData })
  const id = templateIdOf(chosen)
  if (all.length === 0 && id === null) return null
  const choose = async (next: string) => {
    try {
      onChoose(await readTemplate(next))
    } catch (error) {
      notifyError(words.failed, problemText(error).advice)
    }
  }
  return (
    <FoundSelect
      label={words.label}
      description={words.hint}
      placeholder={words.placeholder}
      search={search}
      found={found}
      words={words.search}
      value={[...all, ...(found.data ?? [])].find((each) => each.id === id) ?? null}
      onChange={({ id }) => void choose(id)}
      onClear={() => onChoose(null)}
    />
  )
}
