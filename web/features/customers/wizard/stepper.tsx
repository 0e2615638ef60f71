import { UnstyledButton, VisuallyHidden } from '@mantine/core'
import { IconAlertCircle, IconCheck } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { centerInRow } from '../../../ui/center-in-row.ts'
import { formTexts } from '../form.texts.ts'
import type { WizardStep } from './step.ts'
import classes from './wizard.module.css'

const words = formTexts.wizard

/** `needed`: not seen yet, and nothing can be created before it is filled in. */
export type StepState = 'error' | 'done' | 'open' | 'needed'

/** The steps with their marks; each can be gone to at any time. */
export function Stepper(props: {
  steps: readonly WizardStep[]
  current: string
  stateOf: (stepId: string) => StepState
  onChoose: (stepId: string) => void
}) {
  const nav = useRef<HTMLElement>(null)
  // On phones the steps are one line that scrolls: it follows where one is.
  // biome-ignore lint/correctness/useExhaustiveDependencies: which step is the current one stands in the document
  useEffect(() => {
    centerInRow(nav.current?.parentElement, nav.current?.querySelector('[aria-current]'))
  }, [props.current])
  return (
    <nav ref={nav} aria-label={words.steps}>
      <ol className={classes.steps}>
        {props.steps.map((step, index) => {
          const state = props.stateOf(step.id)
          const isCurrent = step.id === props.current
          return (
            <li key={step.id}>
              <UnstyledButton
                className={classes.step}
                data-state={state}
                data-current={isCurrent || undefined}
                aria-current={isCurrent ? 'step' : undefined}
                onClick={() => props.onChoose(step.id)}
              >
                <StepMark state={state} number={index + 1} isCurrent={isCurrent} />
                {step.title}
                {state !== 'open' && <VisuallyHidden>({words.state[state]})</VisuallyHidden>}
              </UnstyledButton>
            </li>
          )
        })}
      </ol>
    </nav>
  )
}

function StepMark({ state, number, isCurrent }: { state: StepState; number: number; isCurrent: boolean }) {
  return (
    <span className={classes.mark} aria-hidden>
      {state === 'error' ? (
        <IconAlertCircle size={14} stroke={2} />
      ) : state === 'done' && !isCurrent ? (
        <IconCheck size={13} stroke={2.4} />
      ) : (
        number
      )}
      {state === 'needed' && <span className={classes.needed} />}
    </span>
  )
}
