import { z } from 'zod'
import { longText } from './fields/names.ts'
import { MembershipId, NoteId, OrganizationId } from './ids.ts'
import { type ListColumns, listQuery, page } from './list.ts'
import { defineOperation } from './operation.ts'

/** The most characters that a note has. */
export const noteMaxCharacters = 10_000

/** Something to know about a customer, written by those who look after it. */
export const Note = z.object({
  id: NoteId,
  organizationId: OrganizationId,
  body: z.string().meta({ description: 'Plain text; line ends are \\n' }),
  isPinned: z.boolean().meta({ description: 'Stands on every tab of the customer’s page; at most one note does' }),
  isVisibleToCustomer: z.boolean().meta({
    description:
      'Whether it may be passed on: own people whose role reads notes read it, as administrators of a partner do; the roles of customers do not',
  }),
  author: z.object({
    name: z.string(),
    membershipId: MembershipId.nullable().meta({ description: 'null where you cannot see who wrote it' }),
  }),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
})
export type Note = z.infer<typeof Note>

const body = longText(noteMaxCharacters, {
  description: 'What is to be known, in any script, on as many lines as it takes',
  examples: ['Call before you reboot anything'],
})
const isPinned = z.boolean().meta({ description: 'Pins it in place of the note that is pinned' })
const isVisibleToCustomer = z.boolean().meta({
  description:
    'Says that it may be passed on: own people whose role reads notes read it, as administrators of a partner do; the roles of customers do not',
})

/** What adding a note takes. It is not pinned and for one's own side only, unless told. */
export const NoteInput = z
  .strictObject({ body, isPinned: isPinned.default(false), isVisibleToCustomer: isVisibleToCustomer.default(false) })
  .meta({ id: 'NoteInput' })
export type NoteInput = z.output<typeof NoteInput>

/** What editing a note takes: only what changes. */
export const NotePatch = z
  .strictObject({
    body: body.optional(),
    isPinned: isPinned.optional(),
    isVisibleToCustomer: isVisibleToCustomer.optional(),
  })
  .meta({ id: 'NotePatch' })
export type NotePatch = z.output<typeof NotePatch>

export const noteColumns = {
  isPinned: { label: 'Pinned', type: 'enum', sortable: true, values: ['true', 'false'] },
  createdAt: { label: 'Written', type: 'instant', sortable: true },
  updatedAt: { label: 'Changed', type: 'instant', sortable: true },
} as const satisfies ListColumns

const organization = z.object({ id: OrganizationId })
const params = organization.extend({ noteId: NoteId })

export const listNotes = defineOperation({
  id: 'listNotes',
  method: 'GET',
  path: '/customers/{id}/notes',
  tag: 'notes',
  summary: 'Lists the notes of a customer, the pinned one first, then the newest; q finds any part of a text',
  access: 'notes.read',
  params: organization,
  query: listQuery(noteColumns),
  response: page(Note),
  status: 200,
  errors: ['not_found', 'filter_too_broad'],
})

export const createNote = defineOperation({
  id: 'createNote',
  method: 'POST',
  path: '/customers/{id}/notes',
  tag: 'notes',
  summary: 'Adds a note to a customer',
  access: 'notes.write',
  params: organization,
  body: NoteInput,
  response: Note,
  status: 201,
  errors: ['not_found', 'idempotency_in_progress', 'idempotency_key_reused'],
  versioned: true,
  example: { body: { body: 'Call before you reboot anything', isPinned: true } },
})

export const getNote = defineOperation({
  id: 'getNote',
  method: 'GET',
  path: '/customers/{id}/notes/{noteId}',
  tag: 'notes',
  summary: 'Reads a note',
  access: 'notes.read',
  params,
  response: Note,
  status: 200,
  errors: ['not_found'],
  versioned: true,
})

export const updateNote = defineOperation({
  id: 'updateNote',
  method: 'PATCH',
  path: '/customers/{id}/notes/{noteId}',
  tag: 'notes',
  summary: 'Edits, pins or unpins a note',
  access: 'notes.write',
  params,
  body: NotePatch,
  response: Note,
  status: 200,
  errors: ['not_found', 'precondition_failed', 'precondition_required'],
  versioned: true,
  example: { body: { isPinned: true } },
})

export const deleteNote = defineOperation({
  id: 'deleteNote',
  method: 'DELETE',
  path: '/customers/{id}/notes/{noteId}',
  tag: 'notes',
  summary: 'Deletes a note',
  access: 'notes.write',
  params,
  status: 204,
  errors: ['not_found', 'precondition_failed'],
  versioned: true,
})
