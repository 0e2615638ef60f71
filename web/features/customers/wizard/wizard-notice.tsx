import { Button } from '@mantine/core'
import { FormError } from '../../../ui/form-error.tsx'
import { formTexts } from '../form.texts.ts'
import type { Failure } from './use-create.ts'
import classes from './wizard.module.css'

const words = formTexts.wizard

/** Why nothing was created, with what can be done about it. */
export function WizardNotice(props: {
  failure: Failure | null
  isBusy: boolean
  onRetry: () => void
  onSendAsNew: () => void
}) {
  const action = props.failure?.action
  return (
    <div className={classes.notice} data-empty={props.failure === null || undefined}>
      <FormError>{props.failure?.text}</FormError>
      {action && (
        <Button
          variant="default"
          loading={props.isBusy}
          onClick={action === 'retry' ? props.onRetry : props.onSendAsNew}
        >
          {action === 'retry' ? words.retry : words.sendAsNew}
        </Button>
      )}
    </div>
  )
}
