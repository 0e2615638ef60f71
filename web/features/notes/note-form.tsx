import { Button, Checkbox, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getNote, type Note, NoteInput, noteMaxCharacters } from '@tenantry/contract/notes.ts'
import { useRef, useState } from 'react'
import { api } from '../../platform/api.ts'
import { focusFirstError, schemaErrors } from '../../platform/zod-form.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { LeaveQuestion, useLeaving } from '../../ui/leave-question.tsx'
import { FieldsSkeleton } from '../../ui/skeletons.tsx'
import { useStillWhile } from '../../ui/use-still-while.ts'
import { notesKey } from './notes.api.ts'
import classes from './notes.module.css'
import { texts } from './notes.texts.ts'
import { type KnownNote, type NoteValues, useSaveNote } from './use-save-note.ts'

interface FormProps {
  organizationId: string
  /** null adds one. */
  note: Note | null
  onEnd: () => void
}

/** Adds a note or edits one, in its place among the others. */
export function NoteForm({ organizationId, note, onEnd }: FormProps) {
  const read = useQuery({
    queryKey: [...notesKey(organizationId), 'one', note?.id],
    queryFn: ({ signal }) => api(getNote, { params: { id: organizationId, noteId: note?.id ?? '' } }, { signal }),
    enabled: note !== null,
    staleTime: 0,
    refetchOnWindowFocus: false,
  })
  const [known, setKnown] = useState<KnownNote | null>(null)
  // The first answer stays: a later one may not take the form, and what is typed in it, away.
  if (known === null && read.data && read.isFetchedAfterMount && !read.isFetching)
    setKnown({ note: read.data.data, etag: read.data.etag })
  if (note === null || known !== null) return <Fields {...{ organizationId, known, onEnd }} />
  return read.isError ? (
    <ErrorState error={read.error} onRetry={() => void read.refetch()} />
  ) : (
    <FieldsSkeleton count={1} />
  )
}

const noteParts = ['body', 'isPinned', 'isVisibleToCustomer'] as const

function Fields(props: { organizationId: string; known: KnownNote | null; onEnd: () => void }) {
  const { known, onEnd } = props
  const form = useRef<HTMLFormElement>(null)
  const [first] = useState<NoteValues>(() => ({
    body: known?.note.body ?? '',
    isPinned: known?.note.isPinned ?? false,
    isVisibleToCustomer: known?.note.isVisibleToCustomer ?? false,
  }))
  const [values, setValues] = useState(first)
  const [problem, setProblem] = useState<string | null>(null)
  const { save, isBusy, failure } = useSaveNote(props.organizationId, known, onEnd)
  const isDirty = noteParts.some((part) => values[part] !== first[part])
  const leaving = useLeaving({ isDirty, isBusy }, onEnd)
  const change = (part: Partial<NoteValues>) => {
    setValues((now) => ({ ...now, ...part }))
    setProblem(null)
  }
  useStillWhile(isBusy, form)
  const submit = () => {
    const found = values.body.trim() === '' ? texts.missing : schemaErrors(NoteInput, values).body
    setProblem(found ?? null)
    if (found) focusFirstError(form.current)
    else void save(values)
  }
  return (
    <form
      ref={form}
      noValidate
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit()
      }}
    >
      <FormError>{failure}</FormError>
      <Textarea
        label={texts.body}
        placeholder={texts.placeholder}
        required
        autosize
        minRows={3}
        maxRows={16}
        maxLength={noteMaxCharacters * 2}
        dir="auto"
        autoFocus
        value={values.body}
        error={problem}
        onChange={(event) => change({ body: event.currentTarget.value })}
      />
      <Checkbox
        label={texts.pin}
        description={texts.pinHint}
        checked={values.isPinned}
        onChange={(event) => change({ isPinned: event.currentTarget.checked })}
      />
      <Checkbox
        label={texts.visible}
        description={texts.visibleHint}
        checked={values.isVisibleToCustomer}
        onChange={(event) => change({ isVisibleToCustomer: event.currentTarget.checked })}
      />
      <div className={classes.buttons}>
        <Button variant="default" size="xs" onClick={leaving.ask}>
          {texts.cancel}
        </Button>
        <Button type="submit" size="xs" loading={isBusy}>
          {texts.save}
        </Button>
      </div>
      <LeaveQuestion leaving={leaving} />
    </form>
  )
}
