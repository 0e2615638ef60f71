import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { ApiError } from '@tenantry/contract/client.ts'
import { deleteLicensePurchase, type LicensePurchase } from '@tenantry/contract/license-purchases.ts'
import { api } from '../../platform/api.ts'
import { formatDate, formatNumber } from '../../platform/format.ts'
import { problemText } from '../../platform/problem-text.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { notifyDone, notifyError } from '../../ui/notify.ts'
import { useFocusReturn } from '../../ui/use-focus-return.ts'
import { BelowUse, belowUseOf, licensesChanged } from '../license-limits/public.ts'
import { EnforcementEndQuestion, enforcementEndOf } from './enforcement-end.tsx'
import { besideQuery } from './licenses.api.ts'
import { texts } from './licenses.texts.ts'

const words = texts.removal

/** Removes a purchase once that is confirmed, and a second time where more is in use than would be left, or nothing refused. */
export function RemovePurchase({ purchase, onEnd }: { purchase: LicensePurchase; onEnd: () => void }) {
  // What the second question is asked by is the first one, which is gone by then.
  useFocusReturn()
  const client = useQueryClient()
  const removal = useMutation({
    mutationFn: async (isConfirmed: boolean) => {
      const query = isConfirmed ? { confirm: 'true' as const } : {}
      await api(deleteLicensePurchase, { params: { id: purchase.id }, query }, { ifMatch: '*' }).catch(
        (error: unknown) => {
          // Somebody else was quicker; what was wanted holds.
          if (!(error instanceof ApiError && error.code === 'not_found')) throw error
        },
      )
    },
    onSuccess: () => {
      licensesChanged(client)
      notifyDone(texts.purchase.removed)
      onEnd()
    },
    onError: (error) => {
      if (belowUseOf(error) || enforcementEndOf(error)) return
      notifyError(texts.purchase.failed, problemText(error).advice)
      onEnd()
    },
  })
  const again = {
    action: words.anyway,
    isBusy: removal.isPending,
    onConfirm: () => removal.mutate(true),
    onClose: onEnd,
  }
  const below = belowUseOf(removal.error)
  if (below) return <BelowUse problems={below} {...again} />
  const end = enforcementEndOf(removal.error)
  if (end) return <EnforcementEndQuestion end={end} {...again} />
  return (
    <Confirm
      opened
      title={words.title}
      action={texts.purchases.remove}
      isBusy={removal.isPending}
      onConfirm={() => removal.mutate(false)}
      onClose={onEnd}
    >
      {words.text[purchase.state](formatNumber(purchase.quantity), purchase.typeName)}{' '}
      <WhatOfPool purchase={purchase} />
    </Confirm>
  )
}

/** What becomes of the pool: nothing by what has left it already, and no limit where nothing of the type has begun any more. */
function WhatOfPool({ purchase }: { purchase: LicensePurchase }) {
  const { data: beside } = useQuery(besideQuery(purchase))
  if (!beside) return null
  if (beside.hasBegun) return purchase.state === 'ended' ? words.poolStays : null
  return [
    words.noneBegun(purchase.typeName),
    beside.nextOn !== null && texts.enforcementEnd.until(formatDate(beside.nextOn)),
  ]
    .filter(Boolean)
    .join(' ')
}
