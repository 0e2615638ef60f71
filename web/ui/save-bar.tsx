import { Button } from '@mantine/core'
import { FormError } from './form-error.tsx'
import classes from './save-bar.module.css'
import { texts } from './unsaved.texts.ts'

const words = texts.saving

/** The end of a form that has changes: what keeps them from being saved, the way back and the way on. */
export function SaveBar(props: {
  isDirty: boolean
  isBusy: boolean
  failure: string | null
  /** What the button says, where a page has several. */
  action?: string
  onReset: () => void
}) {
  if (!props.isDirty && props.failure === null) return null
  return (
    <div className={classes.bar} data-foot>
      <FormError>{props.failure}</FormError>
      <div className={classes.actions}>
        <span className={classes.note} role="status">
          {words.unsaved}
        </span>
        <Button variant="default" disabled={props.isBusy} onClick={props.onReset}>
          {words.reset}
        </Button>
        <Button type="submit" loading={props.isBusy}>
          {props.action ?? words.save}
        </Button>
      </div>
    </div>
  )
}
