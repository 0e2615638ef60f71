import { type ReactNode, useEffect, useState } from 'react'
import { holdCalls, resumeCalls } from '../platform/held-calls.ts'
import { isPageTyped, letPageGo } from '../platform/held-page.ts'
import { loadPart } from '../platform/missing-code.ts'
import { followOtherTabs } from '../platform/other-tabs.ts'
import { onSwitched, pageMembership } from '../platform/page-membership.ts'
import { queryClient } from '../platform/query.ts'
import { meQuery } from '../platform/session.tsx'

const switchedElsewhere = () => import('./switched-elsewhere.tsx')

/**
 * Begins anew where another window has switched to another membership, whether that window or the server tells. Where
 * something is typed, it stays and is asked about, and until that is answered nothing is sent or read for the wrong
 * membership.
 */
export function FollowSwitch() {
  const [question, setQuestion] = useState<ReactNode>(null)
  useEffect(() => {
    let active: string
    const goOn = () => {
      setQuestion(null)
      resumeCalls()
    }
    const follow = async (membershipId: string) => {
      active = membershipId
      if (membershipId === pageMembership()) return goOn()
      if (!isPageTyped()) return beginAnew()
      holdCalls()
      try {
        const { default: SwitchedElsewhere } = await loadPart(switchedElsewhere)
        if (active !== membershipId) return
        setQuestion(<SwitchedElsewhere membershipId={membershipId} onGoOn={beginAnew} onBack={goOn} />)
      } catch {
        // What is sent says so instead: the server refuses it, and nothing typed is lost.
        resumeCalls(false)
      }
    }
    onSwitched(follow)
    return followOtherTabs(follow)
  }, [])
  return question
}

function beginAnew(): void {
  letPageGo()
  // Whose page it was is not who is signed in any more: what leaving it saves must not reach another account.
  queryClient.removeQueries(meQuery)
  window.location.assign('/customers')
}
