import { IconPinFilled } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { usePermission } from '../../platform/session.tsx'
import { NoteText } from './note-text.tsx'
import { pinnedNoteQuery } from './notes.api.ts'
import classes from './notes.module.css'
import { texts } from './notes.texts.ts'

/** What everybody has to know about a customer first; nothing where no note is pinned or none may be read. */
export function PinnedNote({ organizationId }: { organizationId: string }) {
  const mayRead = usePermission('notes.read')
  const { data: note } = useQuery({ ...pinnedNoteQuery(organizationId), enabled: mayRead })
  if (!note) return null
  return (
    <aside className={classes.pinned} aria-label={texts.pinnedTitle}>
      <IconPinFilled size={16} className={classes.pinIcon} aria-hidden />
      <div className={classes.words}>
        <NoteText key={note.id} body={note.body} />
      </div>
      <span className={classes.author}>{note.author.name}</span>
    </aside>
  )
}
