import { useQueryClient } from '@tanstack/react-query'
import { ApiError } from '@tenantry/contract/client.ts'
import { createNote, getNote, type Note, NoteInput, updateNote } from '@tenantry/contract/notes.ts'
import { useRef, useState } from 'react'
import { api, newIdempotencyKey } from '../../platform/api.ts'
import { problemText } from '../../platform/problem-text.ts'
import { serverErrors } from '../../platform/zod-form.ts'
import { notifyDone } from '../../ui/notify.ts'
import { notesChanged } from './notes.api.ts'
import { texts } from './notes.texts.ts'

/** What the form of a note holds. */
export interface NoteValues {
  body: string
  isPinned: boolean
  isVisibleToCustomer: boolean
}

/** A note as it was read, with the ETag that a change of it has to name. */
export interface KnownNote {
  note: Note
  etag: string | null
}

/**
 * Adds a note, or saves what was changed of one. Whoever saved in between is not overwritten unawares: their text is
 * told first.
 * @param known the note as it was read, with its ETag; null for a new one
 */
export function useSaveNote(organizationId: string, known: KnownNote | null, onEnd: () => void) {
  const queryClient = useQueryClient()
  const isRunning = useRef(false)
  const [key] = useState(newIdempotencyKey)
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const [etag, setEtag] = useState(known?.etag ?? null)

  const write = async (values: NoteValues): Promise<unknown> => {
    if (!known) return api(createNote, { params: { id: organizationId }, body: values }, { idempotencyKey: key })
    const params = { id: organizationId, noteId: known.note.id }
    return api(updateNote, { params, body: values }, { ifMatch: etag ?? '*' })
  }
  const end = () => {
    notesChanged(queryClient, organizationId)
    notifyDone(texts.saved)
    onEnd()
  }
  /** @returns null where it is stored already: it was sent before, and the answer got lost. */
  const explain = async (error: unknown, values: NoteValues): Promise<string | null> => {
    const isChanged = error instanceof ApiError && error.code === 'precondition_failed'
    if (!isChanged || !known) return Object.values(serverErrors(error))[0] ?? problemText(error).advice
    const now = await api(getNote, { params: { id: organizationId, noteId: known.note.id } })
    if (isStored(now.data, values)) return null
    setEtag(now.etag)
    return texts.changedMeanwhile(now.data.body)
  }
  const save = async (values: NoteValues) => {
    if (isRunning.current) return
    isRunning.current = true
    setBusy(true)
    setFailure(null)
    try {
      await write(values)
      end()
    } catch (error) {
      const why = await explain(error, values).catch((next: unknown) => problemText(next).advice)
      if (why === null) end()
      else setFailure(why)
    } finally {
      isRunning.current = false
      setBusy(false)
    }
  }
  return { save, isBusy, failure }
}

function isStored({ body, isPinned, isVisibleToCustomer }: Note, values: NoteValues): boolean {
  const sent = NoteInput.safeParse(values).data
  return sent?.body === body && sent.isPinned === isPinned && sent.isVisibleToCustomer === isVisibleToCustomer
}
