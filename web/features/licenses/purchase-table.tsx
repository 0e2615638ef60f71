import { Button, VisuallyHidden } from '@mantine/core'
import { IconPencil, IconReceipt, IconTrash } from '@tabler/icons-react'
import type { LicensePurchase } from '@tenantry/contract/license-purchases.ts'
import type { ReactNode } from 'react'
import { formatDate } from '../../platform/format.ts'
import { ActionMenu } from '../../ui/action-menu.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { StatusDot, type Tone } from '../../ui/status-dot.tsx'
import { FigureCell } from './license-cells.tsx'
import classes from './licenses.module.css'
import { texts } from './licenses.texts.ts'
import { formatCost } from './purchase-values.ts'

const words = texts.purchases
const { columns } = words
const tones: Record<LicensePurchase['state'], Tone> = { upcoming: 'warn', current: 'ok', ended: 'idle' }

interface Actions {
  edit: (purchase: LicensePurchase) => void
  remove: (purchase: LicensePurchase) => void
}

/** What was bought, with when it counts. */
export function PurchaseTable(props: {
  purchases: readonly LicensePurchase[]
  action: ReactNode
  /** Reads the next ones; null where all are there. */
  more: { isBusy: boolean; load: () => void } | null
  /** null where nothing may be changed. */
  on: Actions | null
}) {
  const { purchases, more, on } = props
  return (
    <section className={classes.card} aria-labelledby="purchases">
      <div className={classes.cardHead}>
        <h2 id="purchases" className={classes.cardTitle}>
          {words.title}
        </h2>
      </div>
      {purchases.length === 0 ? (
        <EmptyState
          icon={<IconReceipt size={22} stroke={1.6} />}
          title={words.emptyTitle}
          text={words.emptyText}
          action={props.action}
        />
      ) : (
        <table className={classes.table} aria-labelledby="purchases">
          <thead>
            <tr>
              <th scope="col">{columns.type}</th>
              <th scope="col" data-align="end">
                {columns.quantity}
              </th>
              <th scope="col">{columns.startsOn}</th>
              <th scope="col">{columns.endsOn}</th>
              <th scope="col">{columns.reference}</th>
              <th scope="col" data-align="end">
                {columns.cost}
              </th>
              <th scope="col">{columns.state}</th>
              {on && (
                <th scope="col">
                  <VisuallyHidden>{columns.actions}</VisuallyHidden>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {purchases.map((purchase) => (
              <PurchaseLine key={purchase.id} purchase={purchase} on={on} />
            ))}
          </tbody>
        </table>
      )}
      {more && (
        <div className={classes.more}>
          <Button variant="default" loading={more.isBusy} onClick={more.load}>
            {words.more}
          </Button>
        </div>
      )}
    </section>
  )
}

function PurchaseLine({ purchase, on }: { purchase: LicensePurchase; on: Actions | null }) {
  const { typeName, quantity, startsOn, endsOn, reference, state } = purchase
  return (
    <tr data-ended={state === 'ended' || undefined}>
      <th scope="row">{typeName}</th>
      <FigureCell heading={columns.quantity} count={quantity} />
      <td data-heading={columns.startsOn}>{formatDate(startsOn)}</td>
      <td data-heading={columns.endsOn} data-none={endsOn === null || undefined}>
        {endsOn === null ? words.noEnd : formatDate(endsOn)}
      </td>
      <td data-heading={columns.reference} data-none={reference === null || undefined} className={classes.reference}>
        {reference ?? texts.cells.none}
      </td>
      <FigureCell heading={columns.cost} count={purchase.costMinor} text={formatCost(purchase) || texts.cells.none} />
      <td data-heading={columns.state}>
        <StatusDot tone={tones[state]}>{words.states[state]}</StatusDot>
      </td>
      {on && (
        <td className={classes.action}>
          <ActionMenu
            label={words.actionsFor(typeName, formatDate(startsOn))}
            actions={[
              { label: words.edit, icon: IconPencil, onClick: () => on.edit(purchase) },
              { label: words.remove, icon: IconTrash, isDangerous: true, onClick: () => on.remove(purchase) },
            ]}
          />
        </td>
      )}
    </tr>
  )
}
