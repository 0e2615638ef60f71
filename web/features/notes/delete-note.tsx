import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ApiError } from '@tenantry/contract/client.ts'
import { deleteNote, type Note } from '@tenantry/contract/notes.ts'
import { useState } from 'react'
import { api } from '../../platform/api.ts'
import { problemText } from '../../platform/problem-text.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { notifyDone, notifyError } from '../../ui/notify.ts'
import { notesChanged, startOf } from './notes.api.ts'
import { texts } from './notes.texts.ts'

const words = texts.removal

/** Says which note will be deleted, and deletes it once that is confirmed; closed while there is none. */
export function DeleteNote({ note, onEnd }: { note: Note | null; onEnd: () => void }) {
  const queryClient = useQueryClient()
  // What it says stays readable while it closes.
  const [shown, setShown] = useState(note)
  if (note && note !== shown) setShown(note)
  const removal = useMutation({
    mutationFn: async ({ id, organizationId }: Note) => {
      await api(deleteNote, { params: { id: organizationId, noteId: id } }).catch((error: unknown) => {
        // Somebody else was quicker; what was wanted holds.
        if (!(error instanceof ApiError && error.code === 'not_found')) throw error
      })
    },
    onSuccess: (_, { organizationId }) => {
      notesChanged(queryClient, organizationId)
      notifyDone(words.done)
      onEnd()
    },
    onError: (error) => notifyError(words.failed, problemText(error).advice),
  })
  return (
    <Confirm
      opened={note !== null}
      title={words.title}
      action={texts.remove}
      isBusy={removal.isPending}
      onConfirm={() => note && removal.mutate(note)}
      onClose={onEnd}
    >
      {shown && words.text(startOf(shown))}
    </Confirm>
  )
}
