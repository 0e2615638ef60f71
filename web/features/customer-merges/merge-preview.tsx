import type { CustomerMerge } from '@tenantry/contract/customer-merges.ts'
import type { ReactNode } from 'react'
import { formatNumber } from '../../platform/format.ts'
import { Figures } from '../../ui/figures.tsx'
import { statusWords } from '../customers/public.ts'
import classes from './customer-merges.module.css'
import { texts } from './customer-merges.texts.ts'

/** Numbers that are shown where they are not zero only; the others always. */
const rare: readonly string[] = [
  ...['invitations', 'drafts', 'redirects', 'technicians', 'salesRepresentatives'],
  ...['enrollmentTokens', 'waitingDevices'],
]

/** What a merge changes, as the server has counted it: what moves, what is left out, who sees more or less. */
export function MergePreview({ merge }: { merge: CustomerMerge }) {
  const also = alsoOf(merge)
  return (
    <>
      <section className={classes.section} aria-labelledby="merge-moves">
        <h3 id="merge-moves">{texts.moves}</h3>
        <Figures rows={figuresOf(merge)} />
      </section>
      <section className={classes.section} aria-labelledby="merge-also">
        <h3 id="merge-also">{texts.also}</h3>
        {also.length === 0 ? (
          <p className={classes.hint}>{texts.nothingElse}</p>
        ) : (
          <ul className={classes.also}>{also}</ul>
        )}
      </section>
      <section className={classes.section} aria-labelledby="merge-gains">
        <h3 id="merge-gains">{texts.gains}</h3>
        <People people={merge.gainsSight} count={merge.gainsSightCount} />
      </section>
      <section className={classes.section} aria-labelledby="merge-loses">
        <h3 id="merge-loses">{texts.loses}</h3>
        <People people={merge.losesSight} count={merge.losesSightCount} />
      </section>
    </>
  )
}

function figuresOf({ counts }: CustomerMerge): [string, number][] {
  const names = Object.keys(texts.counts) as (keyof CustomerMerge['counts'])[]
  return names
    .filter((name) => counts[name] > 0 || !rare.includes(name))
    .map((name) => [texts.counts[name], counts[name]])
}

function alsoOf(merge: CustomerMerge): ReactNode[] {
  const { effectiveStatus, notesUnpinned, onboardingItemsDropped, techniciansReleased } = merge
  const named = ({ name, email }: { name: string; email: string }) => [name, email].filter(Boolean).join(', ')
  const counted = (count: number, words: (count: string) => string) => (count > 0 ? words(formatNumber(count)) : null)
  const { before, after } = effectiveStatus
  const sentences: (string | null)[] = [
    before === after ? null : texts.status(statusWords[before], statusWords[after]),
    notesUnpinned > 0 ? texts.noteUnpinned : null,
    counted(onboardingItemsDropped, texts.onboarding),
    counted(techniciansReleased, texts.released),
    counted(merge.sessionsEnded, texts.sessionsEnded),
    counted(merge.apiKeysStopped, texts.apiKeysStopped),
    merge.serialNumbersShared.length === 0 ? counted(merge.serialNumbersSharedCount, texts.serialNumbers) : null,
  ]
  const lists: [string, string[]][] = [
    [texts.renamed, merge.entitiesRenamed.map(({ name, newName }) => texts.renamedTo(name, newName))],
    [texts.serialNumbers(formatNumber(merge.serialNumbersSharedCount)), sharedOf(merge)],
    [texts.withdrawn, merge.usersWithdrawn.map(named)],
    [texts.limitsDropped, merge.limitsDropped.map(({ name, limit }) => texts.limitDropped(name, formatNumber(limit)))],
    [texts.contactsLeftOut, merge.contactsLeftOut.map(named)],
    [texts.representativesLeftOut, merge.salesRepresentativesLeftOut.map(named)],
  ]
  return [
    ...sentences.flatMap((sentence) => (sentence ? [<li key={sentence}>{sentence}</li>] : [])),
    ...lists.flatMap(([title, items]) =>
      items.length > 0 ? [<Listed key={title} title={title} items={items} />] : [],
    ),
  ]
}

function sharedOf({ serialNumbersShared: shared, serialNumbersSharedCount: count }: CustomerMerge): string[] {
  const lines = shared.map(({ serialNumber, name, otherName }) => texts.serialNumber(serialNumber, name, otherName))
  return count > lines.length && lines.length > 0 ? [...lines, texts.more(formatNumber(count - lines.length))] : lines
}

function Listed({ title, items }: { title: string; items: readonly string[] }) {
  return (
    <li>
      {title}
      <ul>
        {items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    </li>
  )
}

function People({ people, count }: { people: CustomerMerge['gainsSight']; count: number }) {
  if (people.length === 0) return <p className={classes.hint}>{texts.nobody}</p>
  return (
    <ul className={classes.people}>
      {people.map(({ membershipId, name, email, organizationName }) => (
        <li key={membershipId}>
          {name}
          <small>
            {email} · {organizationName}
          </small>
        </li>
      ))}
      {count > people.length && <li>{texts.more(formatNumber(count - people.length))}</li>}
    </ul>
  )
}
