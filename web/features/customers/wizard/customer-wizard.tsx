import type { Customer } from '@tenantry/contract/customers.ts'
import { type RefObject, useEffect, useId, useMemo, useRef } from 'react'
import { holdDraft, leadToHeldField } from '../../../platform/held-page.ts'
import { problemText } from '../../../platform/problem-text.ts'
import { Confirm } from '../../../ui/confirm.tsx'
import { useLeaving } from '../../../ui/leave-question.tsx'
import { notifyDone, notifyError } from '../../../ui/notify.ts'
import { SidePanel } from '../../../ui/side-panel.tsx'
import { UnsavedGuard } from '../../../ui/unsaved-guard.tsx'
import { useFocusReturn } from '../../../ui/use-focus-return.ts'
import { useStillWhile } from '../../../ui/use-still-while.ts'
import { DraftConflict } from '../drafts/draft-conflict.tsx'
import { DraftGone } from '../drafts/draft-gone.tsx'
import type { SavingState } from '../drafts/draft-saver.ts'
import { draftTexts } from '../drafts/drafts.texts.ts'
import { FoundDraft } from '../drafts/found-draft.tsx'
import { formTexts } from '../form.texts.ts'
import { StartFromTemplate } from '../templates/start-from-template.tsx'
import type { WizardStart, WizardStep } from './step.ts'
import { Stepper } from './stepper.tsx'
import { useWizard } from './use-wizard.ts'
import type { Beginning, ResumedDraft } from './use-wizard-state.ts'
import classes from './wizard.module.css'
import { WizardContext } from './wizard-context.ts'
import { WizardFooter } from './wizard-footer.tsx'
import { WizardNotice } from './wizard-notice.tsx'
import type { StepErrors } from './wizard-state.ts'

const words = formTexts.wizard

/**
 * Adds a customer in a panel at the side, step by step. It knows no step by name: what is asked, checked and sent comes
 * from the steps it is given.
 */
export function CustomerWizard(props: {
  steps: readonly WizardStep[]
  start: WizardStart
  /** The draft that it goes on with. */
  resumed: ResumedDraft | null
  /** The copy or the template that it begins with. */
  beginning?: Beginning
  /** Offers templates at its first step. */
  offersTemplates?: boolean
  onClose: () => void
  onCreated: (customer: Customer) => void
  /** The draft that it went on with became a customer or is gone; what is typed now is no part of it. */
  onBegunAnother?: () => void
  /** It was left with all of it saved as a draft. */
  onLeft?: (draftId: string) => void
}) {
  const { steps } = props
  useFocusReturn()
  const body = useRef<HTMLElement>(null)
  const foundId = useId()
  const wizard = useWizard(steps, props, body, props.onCreated, props.onBegunAnother)
  const { state, stepId, isBusy } = wizard
  useStillWhile(isBusy, body)
  const saving = state.saving.state
  const leaving = useWizardLeaving(wizard, body, props.onClose)
  useEffect(() => (state.hasInput ? holdDraft() : undefined), [state.hasInput])
  const foundFrom = saving === 'gone' ? null : state.foundFrom
  const stepper = <Stepper steps={steps} current={stepId} stateOf={wizard.stateOf} onChoose={wizard.goTo} />
  const footer = (
    <WizardFooter
      steps={steps}
      current={stepId}
      hasSeenLast={wizard.hasSeenLast}
      isBusy={isBusy}
      onGo={wizard.goTo}
      onNext={wizard.next}
      onCreate={() => void wizard.create()}
      onCreateAnother={() => void wizard.createAndBegin()}
    />
  )
  return (
    <>
      <SidePanel
        opened
        onClose={leaving.ask}
        title={words.title}
        subtitle={state.hasInput && saving !== 'idle' ? <SavingText state={saving} /> : undefined}
        width="lg"
        aside={stepper}
        footer={footer}
      >
        <section
          ref={body}
          className={classes.form}
          tabIndex={-1}
          data-autofocus
          aria-label={steps.find(({ id }) => id === stepId)?.title}
          aria-describedby={foundFrom === null ? undefined : foundId}
        >
          <WizardNotice
            failure={wizard.failure}
            isBusy={isBusy}
            onRetry={() => void wizard.create()}
            onSendAsNew={() => void wizard.sendAsNew()}
          />
          {saving === 'conflict' && (
            <div className={`${classes.notice} ${classes.conflict}`}>
              <DraftConflict onTakeTheirs={state.takeTheirs} onKeepMine={state.saving.keepMine} />
            </div>
          )}
          {/* Where a creation is refused for it, that says the same. */}
          {saving === 'gone' && wizard.failure?.action !== 'send-as-new' && (
            <div className={`${classes.notice} ${classes.conflict}`}>
              <DraftGone
                name={state.request.name ?? ''}
                isBusy={isBusy}
                onGoOn={wizard.goOnAnew}
                onThrowAway={leaving.ask}
              />
            </div>
          )}
          {foundFrom !== null && (
            <FoundDraft
              id={foundId}
              begunAt={foundFrom}
              name={state.request.name || draftTexts.untitled}
              isBusy={isBusy}
              onGoOn={wizard.goOn}
              onStartAfresh={wizard.startAfresh}
            />
          )}
          {props.offersTemplates && stepId === steps[0]?.id && (
            <StartFromTemplate chosen={state.source} onChoose={state.beginWith} />
          )}
          {state.source && <p className={classes.source}>{state.source.notice}</p>}
          <CurrentStep steps={steps} wizard={wizard} />
        </section>
      </SidePanel>
      {/* A draft keeps the rest, as long as it is there. */}
      <UnsavedGuard isDirty={saving === 'gone' && state.hasInput} isEnding={leaving.isAsking} inAddress="add" />
      {/* Only while it asks: of two overlays, the one that came later lies above. */}
      {leaving.isAsking && (
        <Confirm
          opened
          title={words.throwAwayTitle}
          action={words.throwAway}
          onClose={leaving.stay}
          onConfirm={leaving.leave}
          other={{ label: draftTexts.keep, onClick: () => void leaving.keep() }}
        >
          {saving === 'gone' ? draftTexts.lost.throwAwayText : words.throwAwayText}
        </Confirm>
      )}
    </>
  )
}

const SavingText = ({ state }: { state: Exclude<SavingState, 'idle'> }) => (
  <span className={state === 'conflict' || state === 'gone' ? classes.differs : undefined}>
    {draftTexts.states[state]}
  </span>
)

type Wizard = ReturnType<typeof useWizard>

const nothingMarked: ReadonlySet<string> = new Set()
const noErrors: StepErrors[string] = {}

function CurrentStep({ steps, wizard }: { steps: readonly WizardStep[]; wizard: Wizard }) {
  const { state, stepId, goTo } = wizard
  const step = steps.find(({ id }) => id === stepId)
  const { values, request, invalid, offers, update } = state
  const view = useMemo(() => ({ steps, values, request, invalid, goTo }), [steps, values, request, invalid, goTo])
  const errors = state.errors[stepId] ?? noErrors
  const required = state.marked[stepId] ?? nothingMarked
  // Drawn again where what it shows has changed only: of what is around it, something does at every move.
  const fields = useMemo(
    () => step?.fields({ values, errors, required, request, offers, update }),
    [step, values, errors, required, request, offers, update],
  )
  return <WizardContext value={view}>{fields}</WizardContext>
}

/** Asks before typed input is thrown away, which may also be kept as a draft; nothing closes while a customer is being created. */
function useWizardLeaving(
  { state, isBusy, startAnew }: Wizard,
  body: RefObject<HTMLElement | null>,
  onClose: () => void,
) {
  const leaving = useLeaving({ isDirty: state.hasInput, isBusy }, onClose)
  return {
    ...leaving,
    keep: async () => {
      if (leadToHeldField(body.current)) return leaving.stay()
      const { saver } = state.saving
      const name = state.request.name || draftTexts.untitled
      // Not reached by the server, it is found by whoever adds a customer, not by the draft that is gone.
      const isGone = saver.state === 'gone'
      if (isGone) startAnew()
      const kept = await saver.keep()
      if (kept) {
        state.drop()
        notifyDone(kept === 'draft' && !isGone ? draftTexts.kept(name) : draftTexts.lost.kept)
      } else if (saver.state === 'conflict') notifyDone(draftTexts.conflict.open(name))
      onClose()
    },
    leave: () => {
      state.drop()
      state.saving.saver.discard().catch((error: unknown) => notifyError(draftTexts.failed, problemText(error).advice))
      onClose()
    },
  }
}
