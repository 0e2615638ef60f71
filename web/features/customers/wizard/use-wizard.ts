import type { Customer } from '@tenantry/contract/customers.ts'
import { type RefObject, startTransition } from 'react'
import { leadToHeldField } from '../../../platform/held-page.ts'
import { problemText } from '../../../platform/problem-text.ts'
import { useMe } from '../../../platform/session.tsx'
import { notifyDone, notifyError } from '../../../ui/notify.ts'
import { draftTexts } from '../drafts/drafts.texts.ts'
import { useDemands } from '../form/use-demands.ts'
import { formTexts } from '../form.texts.ts'
import type { WizardStep } from './step.ts'
import type { StepState } from './stepper.tsx'
import { useCreate } from './use-create.ts'
import { useVisit } from './use-visit.ts'
import { type Opening, useWizardState } from './use-wizard-state.ts'

/** Everything that the wizard does: moving between steps, checking them, creating once. */
export function useWizard(
  steps: readonly WizardStep[],
  opening: Opening,
  body: RefObject<HTMLElement | null>,
  onCreated: (customer: Customer) => void,
  onBegunAnother: (() => void) | undefined,
) {
  const state = useWizardState(steps, useMe().membership.id, opening, useDemands())
  const { stepId, invalid } = state
  const firstId = steps[0]?.id ?? ''
  const visit = useVisit(stepId, state.seen, body)
  const onInvalid = (stepIds: string[]) => {
    visit.toError()
    state.goTo(stepIds.includes(stepId) ? stepId : (stepIds[0] ?? stepId))
  }
  const sending = useCreate(steps, state, onInvalid)
  const goTo = (id: string) => {
    if (leadToHeldField(body.current)) return
    // A step with many fields takes longer to draw than a press may stay without an answer.
    startTransition(() => {
      visit.toStep()
      state.goTo(id)
    })
  }
  const create = async (key?: string) => {
    if (leadToHeldField(body.current)) return
    const customer = await sending.create(key)
    if (!customer) return
    state.drop()
    notifyDone(formTexts.wizard.created(customer.name))
    onCreated(customer)
  }
  const createAndBegin = async () => {
    if (leadToHeldField(body.current)) return
    const customer = await sending.create()
    if (!customer) return
    notifyDone(formTexts.wizard.created(customer.name))
    visit.beginAt(firstId)
    visit.toStep()
    state.beginAnother()
    onBegunAnother?.()
  }
  const goOn = () => {
    visit.toStep()
    state.goOn()
  }
  const startAnew = () => {
    const isLeft = state.saving.saver.state === 'gone'
    const key = state.startAnew()
    if (isLeft) onBegunAnother?.()
    return key
  }
  const goOnAnew = () => {
    startAnew()
    sending.clearFailure()
    visit.toStep()
  }
  const startAfresh = async () => {
    try {
      await state.startAfresh()
    } catch (error) {
      notifyError(draftTexts.failed, problemText(error).advice)
    }
    sending.clearFailure()
    visit.beginAt(firstId)
    visit.toStep()
  }
  const next = (following: WizardStep) => {
    const own = invalid[stepId]
    if (!own) {
      sending.clearFailure()
      return goTo(following.id)
    }
    state.setErrors({ ...state.errors, [stepId]: own }, state.offers)
    visit.toError()
  }
  const stateOf = (id: string): StepState => {
    if (state.errors[id]) return 'error'
    if (id === stepId) return 'open'
    if (!visit.visited.has(id)) return invalid[id] ? 'needed' : 'open'
    return invalid[id] ? 'error' : 'done'
  }
  const hasSeenLast = visit.visited.has(steps.at(-1)?.id ?? '')
  return {
    state,
    stepId,
    hasSeenLast,
    goTo,
    next,
    stateOf,
    create,
    createAndBegin,
    goOn,
    sendAsNew: () => create(startAnew()),
    startAnew,
    goOnAnew,
    startAfresh,
    ...pick(sending),
  }
}

const pick = ({ isBusy, failure }: ReturnType<typeof useCreate>) => ({ isBusy, failure })
