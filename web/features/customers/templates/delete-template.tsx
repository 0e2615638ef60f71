import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ApiError } from '@tenantry/contract/client.ts'
import { type CustomerTemplateSummary, deleteCustomerTemplate } from '@tenantry/contract/customer-templates.ts'
import { useState } from 'react'
import { api } from '../../../platform/api.ts'
import { problemText } from '../../../platform/problem-text.ts'
import { Confirm } from '../../../ui/confirm.tsx'
import { notifyDone, notifyError } from '../../../ui/notify.ts'
import { templatesChanged } from './templates.api.ts'
import { templateTexts } from './templates.texts.ts'

const words = templateTexts.removal

/** Says which template will be deleted, and deletes it once that is confirmed; closed while there is none. */
export function DeleteTemplate(props: { template: CustomerTemplateSummary | null; onEnd: () => void }) {
  const { template, onEnd } = props
  const queryClient = useQueryClient()
  // What it says stays readable while it closes.
  const [shown, setShown] = useState(template)
  if (template && template !== shown) setShown(template)
  const removal = useMutation({
    mutationFn: async ({ id }: CustomerTemplateSummary) => {
      await api(deleteCustomerTemplate, { params: { id } }, { ifMatch: '*' }).catch((error: unknown) => {
        // Somebody else was quicker; what was wanted holds.
        if (!(error instanceof ApiError && error.code === 'not_found')) throw error
      })
    },
    onSuccess: (_, { name }) => {
      templatesChanged(queryClient)
      notifyDone(words.done(name))
      onEnd()
    },
    onError: (error) => notifyError(words.failed, problemText(error).advice),
  })
  return (
    <Confirm
      opened={template !== null}
      title={words.title(shown?.name ?? '')}
      action={templateTexts.list.remove}
      isBusy={removal.isPending}
      onConfirm={() => template && removal.mutate(template)}
      onClose={onEnd}
    >
      {words.text}
    </Confirm>
  )
}
