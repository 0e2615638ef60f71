import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { listNotes, type Note } from '@tenantry/contract/notes.ts'
import { useState } from 'react'
import { api } from '../../platform/api.ts'
import { formatTotal } from '../../platform/format.ts'
import { useMe } from '../../platform/session.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { ListFoot } from '../../ui/list/list-foot.tsx'
import { type ListPages, useListPages } from '../../ui/list/use-list-pages.ts'
import { FieldsSkeleton } from '../../ui/skeletons.tsx'
import { DeleteNote } from './delete-note.tsx'
import { NoteForm } from './note-form.tsx'
import { NoteItem } from './note-item.tsx'
import { notesKey } from './notes.api.ts'
import classes from './notes.module.css'
import { texts } from './notes.texts.ts'

type Doing = { kind: 'add' } | { kind: 'edit' | 'delete'; note: Note } | null

interface CardProps {
  organizationId: string
  /** Nothing can be written, whatever the role allows. */
  isReadOnly: boolean
}

/** The notes about a customer, to read and to write; nothing for whom there are none. */
export function NotesCard(props: CardProps) {
  return useMe().permissions.includes('notes.read') ? <ReadableNotes {...props} /> : null
}

function ReadableNotes({ organizationId, isReadOnly }: CardProps) {
  const pages = useListPages<Note>([...notesKey(organizationId), 'list'], {}, (page, signal) =>
    api(listNotes, { params: { id: organizationId }, query: page }, { signal }),
  )
  const [doing, setDoing] = useState<Doing>(null)
  const mayWrite = useMayWrite(organizationId) && !isReadOnly
  const end = () => setDoing(null)
  return (
    <section className={classes.card} aria-label={texts.title}>
      <div className={classes.head}>
        <h2 className={classes.title}>
          {texts.title}{' '}
          <span className={classes.count}>{pages.total === undefined ? '' : formatTotal(pages.total)}</span>
        </h2>
        {mayWrite && (
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPlus size={14} stroke={2} aria-hidden />}
            onClick={() => setDoing({ kind: 'add' })}
          >
            {texts.add}
          </Button>
        )}
      </div>
      {doing?.kind === 'add' && <NoteForm organizationId={organizationId} note={null} onEnd={end} />}
      <NoteList pages={pages} editing={doing?.kind === 'edit' ? doing.note : null} {...{ mayWrite, setDoing }} />
      <DeleteNote note={doing?.kind === 'delete' ? doing.note : null} onEnd={end} />
    </section>
  )
}

function NoteList(props: {
  pages: ListPages<Note>
  editing: Note | null
  mayWrite: boolean
  setDoing: (doing: Doing) => void
}) {
  const { pages, editing, setDoing } = props
  if (pages.error) return <ErrorState error={pages.error} onRetry={pages.retry} />
  if (pages.isLoading) return <FieldsSkeleton count={1} />
  if (pages.rows.length === 0) return <p className={classes.empty}>{texts.empty}</p>
  return (
    <>
      <ul className={classes.notes}>
        {pages.rows.map((note) => (
          <li key={note.id} className={classes.note}>
            {editing?.id === note.id ? (
              <NoteForm organizationId={note.organizationId} note={editing} onEnd={() => setDoing(null)} />
            ) : (
              <NoteItem
                note={note}
                mayWrite={props.mayWrite}
                onEdit={() => setDoing({ kind: 'edit', note })}
                onDelete={() => setDoing({ kind: 'delete', note })}
              />
            )}
          </li>
        ))}
      </ul>
      <ListFoot pages={pages} />
    </>
  )
}

/** Who works there reads what is meant for them, and writes nothing. */
function useMayWrite(organizationId: string): boolean {
  const { permissions, membership } = useMe()
  const { id, type } = membership.organization
  const isOwnSide = type !== 'provider' && (type !== 'partner' || id === organizationId)
  return permissions.includes('notes.write') && !isOwnSide
}
