import type { BulkChangePreview, BulkList } from '@tenantry/contract/bulk-changes.ts'
import { formatNumber } from '../../../platform/format.ts'
import classes from './bulk.module.css'
import { texts } from './bulk.texts.ts'

/**
 * What is left as it is, by reason, with names on demand.
 * @param total how many are left, of which only so many reasons are told
 */
export function LeftThings(props: { list: BulkList; left: BulkChangePreview['left']; total: number }) {
  const { list, total } = props
  const refused = props.left.filter(({ code }) => code !== 'same')
  if (refused.length === 0) return null
  const others = total - refused.reduce((sum, { count }) => sum + count, 0)
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
      {others > 0 && <li>{texts.panel.otherReasons(formatNumber(others))}</li>}
    </ul>
  )
}

/** Names, and how many more there are. */
export function namesText(items: readonly { name: string }[], count: number): string {
  const more = count - items.length
  return texts.panel.named(items.map(({ name }) => name).join(', '), more > 0 ? formatNumber(more) : null)
}
