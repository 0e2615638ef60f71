import { ApiError } from '@tenantry/contract/client.ts'
import { switchMembership } from '@tenantry/contract/me.ts'
import { useState } from 'react'
import { plainApi } from '../platform/api.ts'
import { tellOtherTabs } from '../platform/other-tabs.ts'
import { problemText } from '../platform/problem-text.ts'
import { queryClient } from '../platform/query.ts'
import { meQuery } from '../platform/session.tsx'
import { Confirm } from './confirm.tsx'
import { membershipTexts } from './membership-menu.texts.ts'
import { notifyError } from './notify.ts'
import { switchedTexts as words } from './switched-elsewhere.texts.ts'

/** Asks whose the browser's windows are to be, where something is typed for another membership than the session's. */
export default function SwitchedElsewhere(props: { membershipId: string; onGoOn: () => void; onBack: () => void }) {
  const [isBusy, setBusy] = useState(false)
  // What the page was drawn for: nothing is read anew meanwhile.
  const me = queryClient.getQueryData(meQuery.queryKey)
  if (!me) return null
  const own = me.membership.organization.name
  const other = me.memberships.find(({ id }) => id === props.membershipId)?.organization.name ?? words.unknown
  const switchBack = async () => {
    setBusy(true)
    try {
      await plainApi(switchMembership, { body: { membershipId: me.membership.id } })
      tellOtherTabs(me.membership.id)
      props.onBack()
    } catch (error) {
      const isSomebodyElse = error instanceof ApiError && error.code === 'not_found'
      notifyError(membershipTexts.failed, isSomebodyElse ? words.notTheirs : problemText(error).advice)
      setBusy(false)
    }
  }
  return (
    <Confirm
      opened
      title={words.title(other)}
      safe={{ label: words.back(own), isBusy }}
      action={words.goOn(other)}
      onConfirm={props.onGoOn}
      onClose={() => void switchBack()}
    >
      {words.body(own)}
    </Confirm>
  )
}
