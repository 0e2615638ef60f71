import { IconEye, IconPencil, IconPin, IconPinFilled, IconPinnedOff, IconTrash } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type Note, updateNote } from '@tenantry/contract/notes.ts'
import { api } from '../../platform/api.ts'
import { formatAgo, formatDateTime } from '../../platform/format.ts'
import { problemText } from '../../platform/problem-text.ts'
import { ActionMenu } from '../../ui/action-menu.tsx'
import { notifyDone, notifyError } from '../../ui/notify.ts'
import { NoteText } from './note-text.tsx'
import { notesChanged, startOf } from './notes.api.ts'
import classes from './notes.module.css'
import { texts } from './notes.texts.ts'

/** One note: what it says, who wrote it when, and what can be done with it. */
export function NoteItem(props: { note: Note; mayWrite: boolean; onEdit: () => void; onDelete: () => void }) {
  const { note } = props
  const pin = usePin(note)
  return (
    <div className={classes.item}>
      <div className={classes.words}>
        <NoteText body={note.body} />
        <div className={classes.meta}>
          <span>{note.author.name}</span>
          <time dateTime={note.createdAt} title={formatDateTime(note.createdAt)}>
            {formatAgo(note.createdAt)}
          </time>
          {note.isPinned && (
            <span className={classes.mark}>
              <IconPinFilled size={12} aria-hidden /> {texts.pinned}
            </span>
          )}
          {note.isVisibleToCustomer && (
            <span className={classes.mark}>
              <IconEye size={13} stroke={1.8} aria-hidden /> {texts.visibleMark}
            </span>
          )}
        </div>
      </div>
      {props.mayWrite && (
        <ActionMenu
          label={texts.actionsFor(startOf(note))}
          actions={[
            { label: texts.edit, icon: IconPencil, onClick: props.onEdit },
            note.isPinned
              ? { label: texts.unpin, icon: IconPinnedOff, onClick: () => pin.mutate(false) }
              : { label: texts.pin, icon: IconPin, onClick: () => pin.mutate(true) },
            { label: texts.remove, icon: IconTrash, isDangerous: true, onClick: props.onDelete },
          ]}
        />
      )}
    </div>
  )
}

function usePin({ id, organizationId }: Note) {
  const queryClient = useQueryClient()
  return useMutation({
    // Pinning changes nothing that somebody else could be writing.
    mutationFn: (isPinned: boolean) =>
      api(updateNote, { params: { id: organizationId, noteId: id }, body: { isPinned } }, { ifMatch: '*' }),
    onSuccess: (_, isPinned) => notifyDone(isPinned ? texts.pinnedNow : texts.unpinnedNow),
    onError: (error) => notifyError(texts.notPinned, problemText(error).advice),
    onSettled: () => notesChanged(queryClient, organizationId),
  })
}
