/** What other rooms may use of notes. */
export { NotesCard } from './notes-card.tsx'
export { PinnedNote } from './pinned-note.tsx'
