import { Confirm } from '../../../ui/confirm.tsx'
import { draftTexts as words } from './drafts.texts.ts'

/** Asks before a draft is thrown away. Loaded when it is asked for, to keep dialogs out of the first page's code. */
export default function ThrowAwayDraft(props: { name: string; onClose: () => void; onConfirm: () => void }) {
  return (
    <Confirm
      opened
      title={words.throwAwayTitle(props.name)}
      action={words.throwAway}
      onClose={props.onClose}
      onConfirm={props.onConfirm}
    >
      {words.throwAwayText}
    </Confirm>
  )
}
