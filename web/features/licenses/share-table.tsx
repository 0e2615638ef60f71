import { VisuallyHidden } from '@mantine/core'
import type { LicenseShare } from '@tenantry/contract/licenses.ts'
import type { OrganizationType } from '@tenantry/contract/organizations.ts'
import { formatNumber } from '../../platform/format.ts'
import { fullness, UsageBar } from '../../ui/usage-bar.tsx'
import type { StoryPart } from './ledger/story.ts'
import { FigureCell, FreeCell } from './license-cells.tsx'
import classes from './licenses.module.css'
import { texts } from './licenses.texts.ts'
import { setsAside } from './told-share.ts'

const words = texts.tab
const { columns } = words

/**
 * What an organization may use of each type, and uses.
 * @param of what it is: only below partners something can be set aside
 */
export function ShareTable(props: {
  of: OrganizationType
  types: readonly LicenseShare[]
  onOpen: (type: string, part: StoryPart) => void
}) {
  const { types, onOpen } = props
  const hasBelow = setsAside(props.of)
  const mayExceed = types.some(({ overage }) => overage > 0)
  return (
    <section className={classes.card}>
      <table className={classes.table} aria-label={words.label}>
        <thead>
          <tr>
            <th scope="col">{columns.type}</th>
            <th scope="col">
              <VisuallyHidden>{columns.bar}</VisuallyHidden>
            </th>
            <th scope="col" data-align="end">
              {columns.used}
            </th>
            {hasBelow && (
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
            <ShareLine key={share.type} share={share} hasBelow={hasBelow} mayExceed={mayExceed} onOpen={onOpen} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function ShareLine(props: {
  share: LicenseShare
  hasBelow: boolean
  mayExceed: boolean
  onOpen: (type: string, part: StoryPart) => void
}) {
  const { share, hasBelow, mayExceed, onOpen } = props
  const { name, limit, overage, used, setAside, demand, overBy, freeAbove } = share
  const capacity = limit === null ? null : limit + overage
  const left = limit === null ? null : Math.max(0, limit - demand)
  const hint = aboveText(share)
  const state = overBy > 0 ? 'over' : capacity === 0 ? 'free' : fullness(demand, capacity)
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className={classes.barCell}>
        <UsageBar total={capacity} parts={[{ count: demand, tone: 'full' }]} />
      </td>
      <FigureCell
        heading={columns.used}
        count={used}
        button={{ label: words.openUsed(name), onClick: () => onOpen(share.type, 'used') }}
      />
      {hasBelow && (
        <FigureCell
          heading={columns.setAside}
          count={setAside}
          button={{ label: words.openBelow(name), onClick: () => onOpen(share.type, 'below') }}
        />
      )}
      <FigureCell
        heading={columns.limit}
        count={limit}
        isNone={limit === null}
        text={limit === null ? words.noLimit : formatNumber(limit)}
        button={{ label: words.openLedger(name), onClick: () => onOpen(share.type, 'ledger') }}
      />
      {mayExceed && <FigureCell heading={columns.overage} count={limit === null ? null : overage} />}
      <FreeCell
        heading={columns.free}
        free={left}
        {...(hint === null ? {} : { hint })}
        overBy={overBy}
        state={state}
        text={freeAbove === null ? texts.cells.none : words.leftAbove(formatNumber(freeAbove))}
        over={{ label: words.openOver(name), onClick: () => onOpen(share.type, 'ledger') }}
      />
    </tr>
  )
}

/**
 * What may be used above the limit; null where nothing more may be. It is there only as far as those above have it free, which
 * not everybody may know.
 */
function aboveText({ limit, overage, demand, freeAbove }: LicenseShare): string | null {
  if (limit === null) return null
  const allowed = Math.max(0, limit + overage - Math.max(limit, demand))
  if (allowed === 0) return null
  return freeAbove !== null && freeAbove < allowed
    ? words.shortAbove(formatNumber(freeAbove), formatNumber(allowed))
    : words.allowedAbove(formatNumber(allowed))
}
