import type { LicenseShare } from '@tenantry/contract/licenses.ts'
import { formatNumber } from '../../platform/format.ts'
import { fullness, UsageBar } from '../../ui/usage-bar.tsx'
import type { StoryPart } from './ledger/story.ts'
import classes from './licenses.module.css'
import { texts } from './licenses.texts.ts'
import { StoryButton } from './story-button.tsx'

const words = texts.tab
const { columns } = words

/**
 * What an organization may use of each type, and uses.
 * @param isParent limits below it take of it
 */
export function ShareTable(props: {
  types: readonly LicenseShare[]
  isParent: boolean
  onOpen: (type: string, part: StoryPart) => void
}) {
  const { types, isParent, onOpen } = props
  const mayExceed = types.some(({ overage }) => overage > 0)
  return (
    <section className={classes.card}>
      <table className={classes.table} aria-label={words.label}>
        <thead>
          <tr>
            <th scope="col">{columns.type}</th>
            <th scope="col" aria-hidden />
            <th scope="col" data-align="end">
              {columns.used}
            </th>
            {isParent && (
              <th scope="col" data-align="end">
                {columns.setAside}
              </th>
            )}
            <th scope="col" data-align="end">
              {columns.limit}
            </th>
            {mayExceed && (
              <th scope="col" data-align="end">
                {columns.overage}
              </th>
            )}
            <th scope="col" data-align="end">
              {columns.free}
            </th>
          </tr>
        </thead>
        <tbody>
          {types.map((share) => (
            <ShareLine key={share.type} share={share} isParent={isParent} mayExceed={mayExceed} onOpen={onOpen} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function ShareLine(props: {
  share: LicenseShare
  isParent: boolean
  mayExceed: boolean
  onOpen: (type: string, part: StoryPart) => void
}) {
  const { share, isParent, mayExceed, onOpen } = props
  const { name, limit, overage, used, setAside, demand, free, overBy, freeAbove } = share
  const capacity = limit === null ? null : limit + overage
  const state = overBy > 0 ? 'over' : capacity === 0 ? 'free' : fullness(demand, capacity)
  const above = freeAbove === null ? words.none : words.leftAbove(formatNumber(freeAbove))
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className={classes.barCell} aria-hidden>
        <UsageBar total={capacity} parts={[{ count: demand, tone: 'full' }]} />
      </td>
      <td data-align="end" data-heading={columns.used} data-none={used === 0 || undefined}>
        <StoryButton label={words.openUsed(name)} onClick={() => onOpen(share.type, 'used')}>
          {formatNumber(used)}
        </StoryButton>
      </td>
      {isParent && (
        <Cell
          heading={columns.setAside}
          text={formatNumber(setAside)}
          isNone={setAside === 0}
          button={{ label: words.openBelow(name), onClick: () => onOpen(share.type, 'below') }}
        />
      )}
      <Cell
        heading={columns.limit}
        text={limit === null ? words.noLimit : formatNumber(limit)}
        isNone={limit === null}
        button={{ label: words.openLedger(name), onClick: () => onOpen(share.type, 'ledger') }}
      />
      {mayExceed && (
        <Cell
          heading={columns.overage}
          text={limit === null ? words.none : formatNumber(overage)}
          isNone={overage === 0}
        />
      )}
      <td
        data-align="end"
        data-heading={columns.free}
        data-none={free === null || undefined}
        className={free === null ? undefined : classes.free}
        data-state={state}
      >
        {free === null ? above : formatNumber(free)}
        {overBy > 0 && (
          <span className={classes.over}>
            <StoryButton label={words.openOver(name)} onClick={() => onOpen(share.type, 'ledger')}>
              {words.overBy(formatNumber(overBy))}
            </StoryButton>
          </span>
        )}
      </td>
    </tr>
  )
}

function Cell(props: {
  heading: string
  text: string
  isNone: boolean
  button?: { label: string; onClick: () => void }
}) {
  return (
    <td data-align="end" data-heading={props.heading} data-none={props.isNone || undefined}>
      {props.button ? <StoryButton {...props.button}>{props.text}</StoryButton> : props.text}
    </td>
  )
}
