import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ApiError } from '@tenantry/contract/client.ts'
import { deleteTag, type Tag } from '@tenantry/contract/tags.ts'
import { useState } from 'react'
import { api } from '../../platform/api.ts'
import { formatNumber } from '../../platform/format.ts'
import { problemText } from '../../platform/problem-text.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { notifyDone, notifyError } from '../../ui/notify.ts'
import { tagsChanged } from './tags.api.ts'
import { texts } from './tags.texts.ts'

const words = texts.removal

/** Says from how much a tag will go, and deletes it once that is confirmed; closed while there is none. */
export function DeleteTag(props: { tag: Tag | null; onEnd: () => void }) {
  const { tag, onEnd } = props
  const client = useQueryClient()
  // What it says stays readable while it closes.
  const [shown, setShown] = useState(tag)
  if (tag && tag !== shown) setShown(tag)
  const removal = useMutation({
    mutationFn: async ({ id }: Tag) => {
      await api(deleteTag, { params: { id } }, { ifMatch: '*' }).catch((error: unknown) => {
        // Somebody else was quicker; what was wanted holds.
        if (!(error instanceof ApiError && error.code === 'not_found')) throw error
      })
    },
    onSuccess: (_, { name }) => {
      tagsChanged(client)
      notifyDone(words.done(name))
      onEnd()
    },
    onError: (error) => notifyError(words.failed, problemText(error).advice),
  })
  return (
    <Confirm
      opened={tag !== null}
      title={words.title(shown?.name ?? '')}
      action={texts.list.remove}
      isBusy={removal.isPending}
      onConfirm={() => tag && removal.mutate(tag)}
      onClose={onEnd}
    >
      {shown && textOf(shown)}
    </Confirm>
  )
}

function textOf({ customers, devices, entities }: Tag): string {
  const counted = [
    ...(customers === 0 ? [] : [words.customers(countOf(customers), customers === 1)]),
    ...(devices === 0 ? [] : [words.devices(countOf(devices), devices === 1)]),
    ...(entities === 0 ? [] : [words.entities(countOf(entities), entities === 1)]),
  ]
  return counted.length === 0 ? words.textOfNone : words.text(words.all(counted))
}

function countOf(carriers: number | null): string {
  return carriers === null ? texts.list.manyCarriers.toLocaleLowerCase() : formatNumber(carriers)
}
