import type { Import } from '@tenantry/contract/imports.ts'
import { formatNumber } from '../../platform/format.ts'
import classes from './imports.module.css'
import { texts } from './imports.texts.ts'

/** How many rows came to what, those left out that nothing came to. */
export function Counts({ import: { progress, state } }: { import: Import }) {
  const isOnlyChecked = state === 'checking' || state === 'checked'
  const isTakenBack = state === 'undoing' || state === 'undone'
  const words = texts.counts
  const shown = [
    [isOnlyChecked ? words.wouldBeCreated : words.created, progress.created, true],
    [isOnlyChecked ? words.wouldBeUpdated : words.updated, progress.updated, false],
    [words.unchanged, progress.unchanged, false],
    [words.skipped, progress.skipped, false],
    [words.failed, progress.failed, false],
    [words.takenBack, progress.takenBack, isTakenBack],
    [words.kept, progress.kept, isTakenBack],
  ] as const
  return (
    <dl className={classes.counts}>
      {shown.map(
        ([label, number, isAlwaysShown]) =>
          (number > 0 || isAlwaysShown) && (
            <div key={label} data-tone={label === words.failed ? 'bad' : undefined}>
              <dt>{label}</dt>
              <dd>{formatNumber(number)}</dd>
            </div>
          ),
      )}
    </dl>
  )
}
