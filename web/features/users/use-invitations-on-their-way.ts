import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { usersChanged } from './users.api.ts'

/** The mail is written within seconds; where a mail server is out of reach, it may take hours. */
const firstWaitMs = 2_000
const longestWaitMs = 60_000

/** Whether somebody asked for the invitation, and it has not been sent yet. */
export const isOnItsWay = (invitation: { requestedAt: string | null; sentAt: string | null } | null): boolean =>
  invitation !== null && invitation.requestedAt !== null && invitation.sentAt === null

/** Reads what is shown of users again while an invitation is on its way, each time after twice as long. */
export function useInvitationsOnTheirWay(areSome: boolean): void {
  const queryClient = useQueryClient()
  useEffect(() => {
    if (!areSome) return
    let waitMs = firstWaitMs
    let timer: ReturnType<typeof setTimeout>
    const waitOn = () => {
      timer = setTimeout(() => {
        if (!document.hidden) usersChanged(queryClient)
        waitMs = Math.min(2 * waitMs, longestWaitMs)
        waitOn()
      }, waitMs)
    }
    waitOn()
    return () => clearTimeout(timer)
  }, [areSome, queryClient])
}
