import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { newIdempotencyKey } from '../../../platform/api.ts'
import { type Draft, type DraftOwner, dropDraft, keepDraft, newDraft, readDraft } from './draft.ts'
import type { Offers, WizardStart, WizardStep, WizardValues } from './step.ts'
import {
  findErrors,
  initialValues,
  isTouched,
  keepErrors,
  partOfRequest,
  type StepErrors,
  valuesOfAnother,
} from './wizard-state.ts'

interface State {
  draft: Draft
  errors: StepErrors
  offers: Offers
}

function begin(steps: readonly WizardStep[], owner: DraftOwner, start: WizardStart): State {
  const stepIds = steps.map(({ id }) => id)
  const kept = readDraft(sessionStorage, owner, stepIds)
  return { draft: kept ?? newDraft(initialValues(steps, start), stepIds[0] ?? '', start), errors: {}, offers: {} }
}

/** What was typed, where one is, and what is wrong with it. Kept in this window at every change. */
export function useWizardState(steps: readonly WizardStep[], membershipId: string, start: WizardStart) {
  const [owner] = useState<DraftOwner>({ membershipId, parentId: start.parent.id })
  const [{ draft, errors, offers }, setState] = useState(() => begin(steps, owner, start))
  const { values } = draft
  const hasInput = isTouched(steps, values, draft.begun)
  const drop = useKeeping(draft, hasInput, owner)
  const update = useCallback((change: (values: WizardValues) => WizardValues) => {
    setState((now) => {
      const changed = change(now.draft.values)
      if (changed === now.draft.values) return now
      const kept = keepErrors(now.errors, now.draft.values, changed)
      return { ...now, draft: { ...now.draft, values: changed }, errors: kept }
    })
  }, [])
  const setDraft = (part: Partial<Draft>) => setState((now) => ({ ...now, draft: { ...now.draft, ...part } }))
  const first = steps[0]?.id ?? ''
  return {
    values,
    errors,
    offers,
    hasInput,
    update,
    drop,
    stepId: steps.some(({ id }) => id === draft.stepId) ? draft.stepId : first,
    goTo: (stepId: string) => setDraft({ stepId }),
    setErrors: (found: StepErrors, offered: Offers = {}) =>
      setState((now) => ({ ...now, errors: found, offers: offered })),
    request: useMemo(() => partOfRequest(steps, values), [steps, values]),
    idempotencyKey: draft.idempotencyKey,
    renewKey: () => {
      const idempotencyKey = newIdempotencyKey()
      setDraft({ idempotencyKey })
      return idempotencyKey
    },
    invalid: useMemo(() => findErrors(steps, values), [steps, values]),
    /** Begins the next one with what it has in common with this one. */
    beginAnother: () => {
      const next = valuesOfAnother(steps, values, draft.start)
      setState({ draft: newDraft(next, first, draft.start), errors: {}, offers: {} })
    },
  }
}

export type WizardState = ReturnType<typeof useWizardState>

/** Keeps the draft while something is typed in it. @returns what forgets it for good */
function useKeeping(draft: Draft, hasInput: boolean, owner: DraftOwner): () => void {
  const isDropped = useRef(false)
  useEffect(() => {
    if (isDropped.current) return
    if (hasInput) keepDraft(sessionStorage, owner, draft)
    else dropDraft(sessionStorage, owner)
  }, [draft, hasInput, owner])
  return () => {
    isDropped.current = true
    dropDraft(sessionStorage, owner)
  }
}
