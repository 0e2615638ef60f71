import { type ComponentType, useEffect, useState } from 'react'
import { loadPart } from '../platform/missing-code.ts'
import { texts } from '../platform/texts.ts'
import { type Note, onNote } from './notify.ts'

const stack = () => import('./note-stack.tsx')

type NoteStack = ComponentType<{ notes: readonly Note[] }>

/** How long to wait before what draws notes is asked for once more, in milliseconds; then twice as long each time, to a minute. */
const patience = 2000

/**
 * Where notes appear. What draws them loads with the first one; while the line is broken it is asked for again, less and
 * less often and once the line is back, for a note tells of something that has happened, and must neither be lost nor
 * take the page with it. Until then the latest one stands there plainly, with what loads the page anew.
 */
export function Notes() {
  const [notes, setNotes] = useState<Note[]>([])
  const [Stack, setStack] = useState<NoteStack | null>(null)
  const [failures, setFailures] = useState(0)
  const note = notes.at(-1)
  const isWanted = note && !Stack
  useEffect(() => onNote((note) => setNotes((before) => [...before, note])), [])
  useEffect(() => {
    if (!isWanted) return
    const load = () =>
      void loadPart(stack).then(
        (loaded) => setStack(() => loaded.default),
        () => setFailures(failures + 1),
      )
    const timer = setTimeout(load, failures && patience * 2 ** Math.min(failures - 1, 5))
    addEventListener('online', load)
    return () => {
      clearTimeout(timer)
      removeEventListener('online', load)
    }
  }, [isWanted, failures])
  if (Stack) return <Stack notes={notes} />
  if (!note || failures < 2) return null
  return (
    <output className="plain-note">
      {note.message}
      <button type="button" onClick={() => location.reload()}>
        {texts.errors.reload}
      </button>
    </output>
  )
}
