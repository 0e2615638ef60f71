import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { forgetPresses } from '../../../platform/held-page.ts'
import { problemText } from '../../../platform/problem-text.ts'
import { FoundSelect } from '../../../ui/found-select.tsx'
import type { Findable } from '../../../ui/meant-choice.ts'
import { notifyError } from '../../../ui/notify.ts'
import { useSearchedText } from '../../../ui/use-typed-text.ts'
import type { Beginning } from '../wizard/use-wizard-state.ts'
import { readTemplate } from './beginnings.ts'
import { templatesQuery } from './templates.api.ts'
import { templateTexts } from './templates.texts.ts'

const words = templateTexts.start

/** Offers the templates that a new customer can begin with; nothing where there are none. */
export function StartFromTemplate(props: { chosen: Beginning | null; onChoose: (chosen: Beginning | null) => void }) {
  const { chosen, onChoose } = props
  const search = useSearchedText()
  const all = useQuery(templatesQuery(''))
  const found = useQuery({ ...templatesQuery(search.settled), placeholderData: keepPreviousData })
  const reading = useMutation({ mutationFn: ({ id }: Findable) => readTemplate(id) })
  const template = chosen?.template ?? null
  if (!all.data?.length && template === null) return null
  const choose = (next: Findable) =>
    // Of several, the last one alone is answered to.
    reading.mutate(next, {
      onSuccess: onChoose,
      onError: (error) => {
        forgetPresses()
        notifyError(words.failed, problemText(error).advice)
      },
    })
  return (
    <FoundSelect<Findable>
      label={words.label}
      description={words.hint}
      placeholder={words.placeholder}
      search={search}
      found={found}
      words={words.search}
      value={reading.isPending ? reading.variables : template}
      isBusy={reading.isPending}
      onChange={choose}
      onClear={() => {
        reading.reset()
        onChoose(null)
      }}
    />
  )
}
