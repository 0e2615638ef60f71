import { type BulkChangePreview, type BulkList, mostMeasured } from '@tenantry/contract/bulk-changes.ts'
import { formatNumber } from '../../../platform/format.ts'
import { Figures } from '../../../ui/figures.tsx'
import classes from './bulk.module.css'
import { texts } from './bulk.texts.ts'
import { ChangedThings } from './changed-things.tsx'
import { effectRows, isUnmeasured } from './effects.ts'
import { LeftThings, namesText } from './left-things.tsx'
import type { OrderValues } from './order.ts'

const words = texts.panel

/** How many a change reaches and how many it leaves, with their names and why. */
export function BulkPreview(props: {
  list: BulkList
  kind: OrderValues['kind']
  preview: BulkChangePreview
  /** What is said of those that change, of the others, and where none does. */
  words: Record<'willChange' | 'willStay' | 'nothing', string>
}) {
  const said = props.words
  const { total, changed, changes, left, effects, sharedSerials: shared } = props.preview
  const same = left.find(({ code }) => code === 'same')
  const refused = total - changed - (same?.count ?? 0)
  return (
    <>
      <Figures rows={[[said.willChange, changed]]} />
      {changed === 0 ? (
        <p className={classes.names}>{said.nothing}</p>
      ) : (
        <ChangedThings things={changes} total={changed} />
      )}
      {same && <Figures rows={[[words.same, same.count]]} />}
      {refused > 0 && <Figures rows={[[said.willStay, refused]]} />}
      <LeftThings list={props.list} left={left} total={refused} />
      {shared && <p>{words.shared(namesText(shared.items, shared.count))}</p>}
      {effects && <Figures rows={effectRows(effects)} />}
      {!props.preview.hasCountedLicenses && <p className={classes.dim}>{words.notCounted}</p>}
      {isUnmeasured(props.kind, props.preview) && (
        <p className={classes.dim}>{words.notMeasured(formatNumber(mostMeasured))}</p>
      )}
    </>
  )
}
