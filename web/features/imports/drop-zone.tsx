import { Loader } from '@mantine/core'
import { IconFileUpload } from '@tabler/icons-react'
import { type DragEvent, useState } from 'react'
import classes from './imports.module.css'
import { texts } from './imports.texts.ts'

/** Takes a file by drag and drop, or from the file chooser, which the keyboard opens too. */
export function DropZone({ sending, onFile }: { sending: string | null; onFile: (file: File) => void }) {
  const [isOver, setOver] = useState(false)
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    const file = event.dataTransfer.files[0]
    if (file) onFile(file)
  }
  return (
    <label
      className={classes.drop}
      data-over={isOver || undefined}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      {sending === null ? <IconFileUpload size={28} stroke={1.5} aria-hidden /> : <Loader size={28} />}
      <span className={classes.dropTitle} role={sending === null ? undefined : 'status'}>
        {sending === null ? (
          <>
            {texts.drop.title} {texts.drop.or} <span>{texts.drop.choose}</span>
          </>
        ) : (
          texts.drop.sending(sending)
        )}
      </span>
      <small className={classes.hint}>{texts.drop.hint}</small>
      <input
        type="file"
        accept=".csv,.tsv,.txt,.xlsx,text/csv,text/tab-separated-values,text/plain"
        disabled={sending !== null}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0]
          // The same file again is a choice, too.
          event.currentTarget.value = ''
          if (file) onFile(file)
        }}
      />
    </label>
  )
}
