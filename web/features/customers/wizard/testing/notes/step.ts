import { defineStep } from '../../define-step.tsx'
import { NotesFields, NotesReview } from './notes-fields.tsx'

/** A step that the product does not have, to show what adding one takes. */
export const notesStep = defineStep<{ reference: string }>({
  id: 'notes',
  title: 'Notes',
  initial: () => ({ reference: '' }),
  Fields: NotesFields,
  Review: NotesReview,
  paths: ['notes'],
  toFormPaths: (errors) =>
    Object.fromEntries(Object.entries(errors).map(([path, message]) => [path.replace('notes.', ''), message])),
  toRequest: ({ reference }) => (reference === '' ? {} : { subscriptionId: reference }),
  validate: ({ reference }): Record<string, string> => (reference.length > 100 ? { reference: 'Too long' } : {}),
})
