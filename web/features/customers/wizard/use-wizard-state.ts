import { skipToken, type UseQueryOptions, useQueries } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { newIdempotencyKey } from '../../../platform/api.ts'
import { useMe } from '../../../platform/session.tsx'
import type { DraftContent, DraftSaver, Saved } from '../drafts/draft-saver.ts'
import { useDraftSaving } from '../drafts/use-draft-saving.ts'
import {
  adoptDraft,
  type Draft,
  type DraftOwner,
  dropDraft,
  isBehind,
  keepDraft,
  newDraft,
  noteKnown,
  readDraft,
  valuesFrom,
} from './draft.ts'
import type { Filling, Offers, PartOfRequest, WizardStart, WizardStep, WizardValues } from './step.ts'
import {
  type Demands,
  filledValues,
  findErrors,
  findMarked,
  initialValues,
  isTouched,
  keepErrors,
  partOfRequest,
  type StepErrors,
  seenSteps,
  valuesOfAnother,
} from './wizard-state.ts'

interface State {
  draft: Draft
  errors: StepErrors
  offers: Offers
  /** What it was begun with, the values before that and the values after it. */
  source: { begun: Beginning; before: WizardValues; after: WizardValues } | null
  /** Since when there is what it goes on with unasked; null once somebody has chosen to go on with it. */
  foundFrom: string | null
}

/** A copy or a template that a wizard begins with. */
export interface Beginning extends Filling {
  /** Tells it from others. */
  key: string
  /** The template that it is of; null for a copy. */
  template: { id: string; name: string } | null
  /** Says what it is, and what was left out. */
  notice: string
}

/** A draft of the server that the wizard goes on with. */
export interface ResumedDraft {
  saved: Saved
  stepId: string
  values: Record<string, unknown>
  /** When it was begun, where it is gone on with unasked. */
  foundFrom?: string
}

/** What a wizard opens with. */
export interface Opening {
  start: WizardStart
  resumed: ResumedDraft | null
  beginning?: Beginning | undefined
  onLeft?: ((draftId: string) => void) | undefined
}

/** The draft that somebody has asked to go on with; one that was found is this window's own. */
const askedId = (resumed: ResumedDraft | null) => (resumed?.foundFrom === undefined ? resumed?.saved.id : undefined)

function begin(
  steps: readonly WizardStep[],
  owner: DraftOwner,
  { start, resumed, beginning }: Opening,
): State & { isStored: boolean; isContinued: boolean } {
  const fresh = beginFresh(steps, start, beginning)
  if (askedId(resumed) !== undefined) adoptDraft(sessionStorage, owner)
  const kept = readDraft(
    sessionStorage,
    owner,
    steps.map(({ id }) => id),
  )
  if (kept && !isBehind(kept, resumed?.saved)) {
    const foundFrom = askedId(resumed) === undefined ? kept.begunAt : null
    return { ...fresh, draft: kept, foundFrom, isStored: false, isContinued: true }
  }
  if (!resumed) return { ...fresh, isStored: false, isContinued: false }
  const { saved, stepId, foundFrom } = resumed
  const values = valuesFrom(fresh.draft.begun, resumed.values)
  const draft = { ...fresh.draft, saved, stepId, values, begunAt: foundFrom ?? fresh.draft.begunAt }
  return { ...fresh, draft, foundFrom: foundFrom ?? null, isStored: true, isContinued: true }
}

/** A form in which nothing is typed yet, with what a copy or a template says. */
function beginFresh(steps: readonly WizardStep[], start: WizardStart, beginning: Beginning | undefined): State {
  const draft = newDraft(initialValues(steps, start), steps[0]?.id ?? '', start)
  const nothing = { errors: {}, offers: {}, foundFrom: null }
  if (!beginning) return { draft, source: null, ...nothing }
  const after = filledValues(steps, draft.values, beginning)
  const source = { begun: beginning, before: draft.values, after }
  return { draft: { ...draft, values: after }, source, ...nothing }
}

/** Whether anything was typed; what a copy or a template says is there again the next time. */
function isTyped(steps: readonly WizardStep[], { values, begun }: Draft, source: State['source']): boolean {
  const isOfSource = source !== null && !isTouched(steps, source.before, begun)
  return isTouched(steps, values, isOfSource ? source.after : begun)
}

/** What was typed, where one is, and what is wrong with it. Kept in this window and saved as a draft at every change. */
export function useWizardState(
  steps: readonly WizardStep[],
  membershipId: string,
  { start, resumed, beginning, onLeft }: Opening,
  demands: Demands,
) {
  const ownKey = askedId(resumed) ?? beginning?.key
  const [owner, setOwner] = useState<DraftOwner>({ membershipId, parentId: start.parent.id, resumedId: ownKey })
  const [begun] = useState(() => begin(steps, owner, { start, resumed, beginning }))
  const [{ draft, errors, offers, source, foundFrom }, setState] = useState<State>(begun)
  const { values } = draft
  const hasInput = isTyped(steps, draft, source)
  const setDraft = (part: Partial<Draft>) => setState((now) => ({ ...now, draft: { ...now.draft, ...part } }))
  const request = useMemo(() => partOfRequest(steps, values), [steps, values])
  const known = useKnown(steps, values, request)
  const saving = useDraftSaving({
    content: useContent(draft, request, hasInput),
    saved: begun.draft.saved,
    unanswered: begun.draft.unanswered ?? null,
    isStored: begun.isStored,
    onSaved: (saved) => setDraft({ saved }),
    onKeep: (known) => noteKnown(sessionStorage, owner, draft.idempotencyKey, known),
    onLeft: (draftId) => {
      drop()
      onLeft?.(draftId)
    },
  })
  const drop = useKeeping(draft, hasInput, owner, saving.saver)
  const update = useCallback((change: (values: WizardValues) => WizardValues) => {
    setState((now) => {
      const changed = change(now.draft.values)
      if (changed === now.draft.values) return now
      const kept = keepErrors(now.errors, now.draft.values, changed)
      return { ...now, draft: { ...now.draft, values: changed }, errors: kept }
    })
  }, [])
  const first = steps[0]?.id ?? ''
  /** What is typed from now on is no part of the draft that was resumed. */
  const leaveDraft = () => {
    dropDraft(sessionStorage, owner)
    setOwner({ ...owner, resumedId: beginning?.key })
  }
  const renewKey = () => {
    const idempotencyKey = newIdempotencyKey()
    setDraft({ idempotencyKey })
    return idempotencyKey
  }
  return {
    values,
    errors,
    offers,
    hasInput,
    source: source?.begun ?? null,
    /** The steps that were seen when the draft that this goes on with was left. */
    seen: useMemo(() => (begun.isContinued ? seenSteps(steps, begun.draft) : []), [steps, begun]),
    update,
    /**
     * Begins with a template, or with none. What another one said goes as long as nobody has typed since; what was typed
     * stays where the template says nothing.
     */
    beginWith: (beginning: Beginning | null) =>
      setState((now) => {
        const isUntouched = now.source?.after === now.draft.values
        const before = now.source && isUntouched ? now.source.before : now.draft.values
        const after = beginning ? filledValues(steps, before, beginning) : before
        const next = { ...now, draft: { ...now.draft, values: after }, errors: {}, offers: {} }
        return { ...next, source: beginning && { begun: beginning, before, after } }
      }),
    drop,
    saving,
    /** Goes on from what another device has saved. */
    takeTheirs: async () => {
      const theirs = await saving.takeTheirs()
      if (!theirs) return
      setState((now) => {
        const taken = { ...now.draft, values: valuesFrom(now.draft.begun, theirs.values), stepId: theirs.stepId }
        return { ...now, draft: taken, errors: {}, offers: {} }
      })
    },
    stepId: steps.some(({ id }) => id === draft.stepId) ? draft.stepId : first,
    goTo: (stepId: string) => setState((now) => ({ ...now, draft: { ...now.draft, stepId }, foundFrom: null })),
    foundFrom,
    /** Goes on with what was found. */
    goOn: () => setState((now) => ({ ...now, foundFrom: null })),
    /**
     * Throws away what was found, here and on the server, and begins as if nothing had been there.
     * @throws ApiError, TypeError when it could not be removed from the server; the form is empty all the same
     */
    startAfresh: async () => {
      try {
        await saving.startAfresh()
      } finally {
        setState(beginFresh(steps, start, beginning))
      }
    },
    setErrors: (found: StepErrors, offered: Offers = {}) =>
      setState((now) => ({ ...now, errors: found, offers: offered })),
    request,
    idempotencyKey: draft.idempotencyKey,
    /**
     * Goes on as a new one, for somebody who knows that one may have been created of it.
     * @returns the key of its run
     */
    startAnew: () => {
      if (saving.saver.state === 'gone') {
        saving.saver.startAnew()
        leaveDraft()
      }
      return renewKey()
    },
    invalid: useMemo(() => findErrors(steps, values, demands, known), [steps, values, demands, known]),
    /** The paths that are marked, by step. */
    marked: useMemo(() => findMarked(steps, values, demands), [steps, values, demands]),
    /** Begins the next one with what it has in common with this one. */
    beginAnother: () => {
      saving.saver.restart()
      leaveDraft()
      const next = valuesOfAnother(steps, values, draft.start)
      setState({ draft: newDraft(next, first, draft.start), errors: {}, offers: {}, source: null, foundFrom: null })
    },
  }
}

export type WizardState = ReturnType<typeof useWizardState>

const nothingAsked = { queryKey: ['wizard', 'nothing'], queryFn: skipToken }
const dataOf = (results: readonly { data: unknown }[]) => results.map(({ data }) => data)

/** What steps have asked for, in their order. */
function useKnown(steps: readonly WizardStep[], values: WizardValues, request: PartOfRequest): readonly unknown[] {
  const me = useMe()
  const queries = steps.map((step) => (step.asks(values, request, me) ?? nothingAsked) as UseQueryOptions)
  return useQueries({ queries, combine: dataOf })
}

/** What of the wizard is saved, once there is something to save. */
function useContent({ values, stepId, saved }: Draft, request: PartOfRequest, hasInput: boolean): DraftContent | null {
  const isWanted = hasInput || saved !== null
  const { name, parentId } = request
  return useMemo(
    () => (isWanted ? { title: name ?? '', stepId, parentId: parentId || null, values } : null),
    [isWanted, name, stepId, parentId, values],
  )
}

/** Keeps the draft while something is typed in it. @returns what forgets it for good */
function useKeeping(draft: Draft, hasInput: boolean, owner: DraftOwner, saver: DraftSaver): () => void {
  const isDropped = useRef(false)
  useEffect(() => {
    if (isDropped.current) return
    if (hasInput) keepDraft(sessionStorage, owner, { ...draft, ...saver.known })
    else dropDraft(sessionStorage, owner)
  }, [draft, hasInput, owner, saver])
  return () => {
    isDropped.current = true
    dropDraft(sessionStorage, owner)
  }
}
