import { Button } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import type { CustomerDraftSummary } from '@tenantry/contract/customer-draft-list.ts'
import { Suspense, useState } from 'react'
import { formatAgo } from '../../../platform/format.ts'
import { part } from '../../../ui/part.tsx'
import classes from './drafts.module.css'
import { draftTexts as words } from './drafts.texts.ts'
import { stepTitles } from './step-titles.ts'

const ThrowAwayDraft = part(() => import('./throw-away-draft.tsx'))

/** On a phone the customers themselves need the room. */
const shownAtFirst = () => (matchMedia('(max-width: 47.99em)').matches ? 1 : 2)

/** The customers that the person has begun to type, each to go on with or to throw away. */
export default function DraftList({ drafts }: { drafts: readonly CustomerDraftSummary[] }) {
  const [showsAll, setShowsAll] = useState(false)
  const [leaving, setLeaving] = useState<CustomerDraftSummary | null>(null)
  const shown = showsAll ? drafts : drafts.slice(0, shownAtFirst())
  return (
    <section className={classes.drafts} aria-label={words.heading}>
      <ul className={classes.list}>
        {shown.map((draft) => (
          <DraftLine key={draft.id} draft={draft} onThrowAway={() => setLeaving(draft)} />
        ))}
      </ul>
      {shown.length < drafts.length && (
        <Button variant="subtle" color="gray" size="xs" onClick={() => setShowsAll(true)}>
          {words.more(drafts.length - shown.length)}
        </Button>
      )}
      {leaving && (
        <Suspense>
          <ThrowAwayDraft draft={leaving} onClose={() => setLeaving(null)} />
        </Suspense>
      )}
    </section>
  )
}

function DraftLine({ draft, onThrowAway }: { draft: CustomerDraftSummary; onThrowAway: () => void }) {
  const navigate = useNavigate()
  const name = draft.title ?? words.untitled
  const step = stepTitles[draft.stepId]
  const resume = () =>
    void navigate({ to: '/customers', search: (before) => ({ ...before, add: true as const, draft: draft.id }) })
  return (
    <li className={classes.line}>
      <span className={classes.words}>
        {words.draft} <strong className={classes.name}>{name}</strong>
        {step !== undefined && `, ${words.step(step)}`}, {formatAgo(draft.updatedAt)}
      </span>
      <Button variant="light" size="xs" aria-label={words.resumeOf(name)} onClick={resume}>
        {words.resume}
      </Button>
      <Button variant="subtle" color="gray" size="xs" aria-label={words.throwAwayOf(name)} onClick={onThrowAway}>
        {words.throwAway}
      </Button>
    </li>
  )
}
