import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { listNotes, type Note } from '@tenantry/contract/notes.ts'
import { api } from '../../platform/api.ts'

/** Everything read under this key is about notes of one customer. */
export const notesKey = (organizationId: string) => ['notes', organizationId] as const

/** The note that stands on every tab; null where none is pinned. */
export const pinnedNoteQuery = (organizationId: string) =>
  queryOptions({
    queryKey: [...notesKey(organizationId), 'pinned'],
    queryFn: async ({ signal }): Promise<Note | null> => {
      const query = { filter: { isPinned: { eq: 'true' } }, limit: 1 }
      const { data } = await api(listNotes, { params: { id: organizationId }, query }, { signal })
      return data.items[0] ?? null
    },
  })

/** Has the notes of a customer, and what the audit log tells of them, read again. */
export function notesChanged(queryClient: QueryClient, organizationId: string): void {
  void queryClient.invalidateQueries({ queryKey: notesKey(organizationId) })
  void queryClient.invalidateQueries({ queryKey: ['audit-events'] })
}

/** The first words of a note, by which it is named. */
export function startOf({ body }: Note): string {
  const line = body.split('\n', 1)[0] ?? ''
  return [...line].length > 40 ? `${[...line].slice(0, 39).join('')}…` : line
}
