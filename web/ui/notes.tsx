import { lazy, Suspense, useEffect, useState } from 'react'
import { type Note, onNote } from './notify.ts'

const NoteStack = lazy(() => import('./note-stack.tsx'))

/** Where notes appear. What draws them loads with the first one. */
export function Notes() {
  const [notes, setNotes] = useState<Note[]>([])
  useEffect(() => onNote((note) => setNotes((before) => [...before, note])), [])
  return notes.length === 0 ? null : (
    <Suspense fallback={null}>
      <NoteStack notes={notes} />
    </Suspense>
  )
}
