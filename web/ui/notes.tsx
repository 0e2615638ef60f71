import { type ComponentType, useEffect, useState } from 'react'
import { type Note, onNote } from './notify.ts'

type NoteStack = ComponentType<{ notes: readonly Note[] }>

/** How long to wait before what draws notes is asked for once more, in milliseconds. */
const patience = 2000

/**
 * Where notes appear. What draws them loads with the first one; while the line is broken it is asked for again and again,
 * for a note tells of something that has happened, and must neither be lost nor take the page with it.
 */
export function Notes() {
  const [notes, setNotes] = useState<Note[]>([])
  const [Stack, setStack] = useState<NoteStack | null>(null)
  const isWanted = notes.length > 0
  useEffect(() => onNote((note) => setNotes((before) => [...before, note])), [])
  useEffect(() => {
    if (!isWanted) return
    let timer = 0
    const load = () =>
      void import('./note-stack.tsx').then(
        (loaded) => setStack(() => loaded.default),
        () => {
          timer = window.setTimeout(load, patience)
        },
      )
    load()
    return () => window.clearTimeout(timer)
  }, [isWanted])
  return Stack && <Stack notes={notes} />
}
