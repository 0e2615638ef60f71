import { useId, useState } from 'react'
import classes from './notes.module.css'
import { texts } from './notes.texts.ts'

/** More than this is shown only when somebody asks for it. */
const shownCharacters = 400
const shownLines = 5

/** The text of a note, long ones folded. */
export function NoteText({ body }: { body: string }) {
  const id = useId()
  const [isOpen, setOpen] = useState(false)
  const isLong = body.length > shownCharacters || body.split('\n').length > shownLines
  return (
    <>
      <p id={id} className={classes.text} data-folded={(isLong && !isOpen) || undefined} dir="auto">
        {body}
      </p>
      {isLong && (
        <button
          type="button"
          className={classes.fold}
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? texts.less : texts.all}
        </button>
      )}
    </>
  )
}
