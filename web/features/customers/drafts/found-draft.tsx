import { Button } from '@mantine/core'
import { useState } from 'react'
import { formatDateTime } from '../../../platform/format.ts'
import { Confirm } from '../../../ui/confirm.tsx'
import classes from './drafts.module.css'
import { draftTexts } from './drafts.texts.ts'

const words = draftTexts.found

/** Says that the form is not empty, because something was begun in this window before, and offers to empty it. */
export function FoundDraft(props: {
  /** Of its words. */
  id: string
  begunAt: string
  name: string
  /** It is being created as it is. */
  isBusy: boolean
  onGoOn: () => void
  onStartAfresh: () => Promise<void>
}) {
  const [isAsking, setAsking] = useState(false)
  const [isLeaving, setLeaving] = useState(false)
  const startAfresh = async () => {
    setLeaving(true)
    await props.onStartAfresh()
  }
  return (
    <div className={classes.found}>
      <p id={props.id} className={classes.words}>
        {words.text(formatDateTime(props.begunAt))}
      </p>
      <div>
        <Button variant="light" size="xs" disabled={props.isBusy} onClick={props.onGoOn}>
          {words.goOn}
        </Button>
        <Button variant="subtle" color="gray" size="xs" disabled={props.isBusy} onClick={() => setAsking(true)}>
          {words.startAfresh}
        </Button>
      </div>
      {isAsking && (
        <Confirm
          opened
          title={draftTexts.throwAwayTitle(props.name)}
          action={draftTexts.throwAway}
          isBusy={isLeaving}
          onClose={() => !isLeaving && setAsking(false)}
          onConfirm={() => void startAfresh()}
        >
          {draftTexts.throwAwayText}
        </Confirm>
      )}
    </div>
  )
}
