import { Suspense, useEffect, useState } from 'react'
import { holdCalls, resumeCalls } from '../platform/held-calls.ts'
import { isPageTyped, letPageGo } from '../platform/held-page.ts'
import { followOtherTabs } from '../platform/other-tabs.ts'
import { queryClient } from '../platform/query.ts'
import { meQuery } from '../platform/session.tsx'
import { part } from './part.tsx'

const SwitchedElsewhere = part(() => import('./switched-elsewhere.tsx'))

/**
 * Begins anew where another window has switched to another membership. Where something is typed, it stays and is asked
 * about, and until that is answered nothing is sent or read for the wrong membership.
 */
export function FollowSwitch() {
  const [other, setOther] = useState('')
  useEffect(
    () =>
      followOtherTabs((membershipId) => {
        if (!isPageTyped()) return beginAnew()
        const isOwn = queryClient.getQueryData(meQuery.queryKey)?.membership.id === membershipId
        setOther(isOwn ? '' : membershipId)
        if (isOwn) resumeCalls()
        else holdCalls()
      }),
    [],
  )
  const close = () => setOther('')
  return (
    other && (
      <Suspense>
        <SwitchedElsewhere membershipId={other} onGoOn={beginAnew} onBack={close} onMissing={close} />
      </Suspense>
    )
  )
}

function beginAnew(): void {
  letPageGo()
  // Whose page it was is not who is signed in any more: what leaving it saves must not reach another account.
  queryClient.removeQueries(meQuery)
  window.location.assign('/customers')
}
