import { Button } from '@mantine/core'
import { formTexts } from '../form.texts.ts'
import type { WizardStep } from './step.ts'
import classes from './wizard.module.css'

const words = formTexts.wizard

/** The way back, on, and to the end. */
export function WizardFooter(props: {
  steps: readonly WizardStep[]
  current: string
  /** Whether the last step was seen: whoever has come back from it to change something goes there at once. */
  hasSeenLast: boolean
  isBusy: boolean
  onGo: (stepId: string) => void
  onNext: (following: WizardStep) => void
  onCreate: () => void
  onCreateAnother: () => void
}) {
  const index = props.steps.findIndex(({ id }) => id === props.current)
  const previous = props.steps[index - 1]
  const following = props.steps[index + 1]
  const last = props.steps.at(-1)
  const leadsBack = props.hasSeenLast && following !== undefined && following !== last
  return (
    <>
      {previous ? (
        <Button variant="subtle" color="gray" onClick={() => props.onGo(previous.id)}>
          {words.back}
        </Button>
      ) : (
        <span className={classes.legend}>{words.requiredLegend}</span>
      )}
      <div className={classes.gap} />
      {!following && (
        <Button variant="default" disabled={props.isBusy} onClick={props.onCreateAnother}>
          {words.createAnother}
        </Button>
      )}
      <Button variant={following ? 'default' : 'filled'} loading={props.isBusy} onClick={props.onCreate}>
        {following ? words.createNow : words.create}
      </Button>
      {following && (
        <Button
          variant={leadsBack ? 'default' : 'filled'}
          disabled={props.isBusy}
          onClick={() => props.onNext(following)}
        >
          {words.next(following.title)}
        </Button>
      )}
      {leadsBack && last && (
        <Button disabled={props.isBusy} onClick={() => props.onNext(last)}>
          {words.backTo(last.title)}
        </Button>
      )}
    </>
  )
}
