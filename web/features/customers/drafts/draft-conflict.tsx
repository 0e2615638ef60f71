import { Button } from '@mantine/core'
import { useState } from 'react'
import { FormError } from '../../../ui/form-error.tsx'
import { draftTexts } from './drafts.texts.ts'

const words = draftTexts.conflict

/** Asks which of two versions of a draft shall hold; both are there until somebody chooses. */
export function DraftConflict(props: { onTakeTheirs: () => Promise<void>; onKeepMine: () => Promise<void> }) {
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const choose = (action: () => Promise<void>) => async () => {
    setBusy(true)
    await action().then(
      () => setFailure(null),
      () => setFailure(words.failed),
    )
    setBusy(false)
  }
  return (
    <>
      <FormError isQuiet={failure === null}>{failure ?? words.text}</FormError>
      <Button variant="default" loading={isBusy} onClick={choose(props.onTakeTheirs)}>
        {words.takeTheirs}
      </Button>
      <Button variant="default" loading={isBusy} onClick={choose(props.onKeepMine)}>
        {words.keepMine}
      </Button>
    </>
  )
}
