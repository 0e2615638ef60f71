import * as contract from '@tenantry/contract/notes.ts'
import { route } from '../../platform/http/route.ts'
import { createNote } from './create-note.ts'
import { deleteNote } from './delete-note.ts'
import { getNote } from './get-note.ts'
import { listNotes } from './list-notes.ts'
import { updateNote } from './update-note.ts'

/** The operations of notes. */
export const noteRoutes = [
  route(contract.listNotes, async (context, { params, query }) => ({
    body: await listNotes(context, params.id, query),
  })),
  route(contract.createNote, async (context, { params, body }) => {
    const { note, version } = await createNote(context, params.id, body)
    return { body: note, version, object: { table: 'notes', id: note.id } }
  }),
  route(contract.getNote, async (context, { params }) => {
    const { note, version } = await getNote(context, params.id, params.noteId)
    return { body: note, version }
  }),
  route(contract.updateNote, async (context, { params, body }) => {
    const { note, version } = await updateNote(context, params.id, params.noteId, body)
    return { body: note, version }
  }),
  route(contract.deleteNote, async (context, { params }) => {
    await deleteNote(context, params.id, params.noteId)
    return { body: undefined }
  }),
]
