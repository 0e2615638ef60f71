import type { BulkChangePreview, BulkList } from '@tenantry/contract/bulk-changes.ts'
import { formatNumber } from '../../../platform/format.ts'
import classes from './bulk.module.css'
import { texts } from './bulk.texts.ts'

/** What is left as it is, by reason, with names on demand. */
export function LeftThings({ list, left }: { list: BulkList; left: BulkChangePreview['left'] }) {
  const refused = left.filter(({ code }) => code !== 'same')
  if (refused.length === 0) return null
  return (
    <ul className={classes.reasons}>
      {refused.map(({ code, message, count, items }) => (
        <li key={`${code} ${message}`}>
          <details>
            <summary>
              {texts.things[list](formatNumber(count), count === 1)}: {message}
            </summary>
            <p className={classes.names}>{namesText(items, count)}</p>
          </details>
        </li>
      ))}
    </ul>
  )
}

/** Names, and how many more there are. */
export function namesText(items: readonly { name: string }[], count: number): string {
  return texts.panel.named(items.map(({ name }) => name).join(', '), count - items.length)
}
