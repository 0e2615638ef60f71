import type { User } from '@tenantry/contract/users.ts'
import { formatAgo, formatDate } from '../../platform/format.ts'
import { isOnItsWay } from './use-invitations-on-their-way.ts'
import { texts } from './users.texts.ts'

const words = texts.invitation

/** Where the invitation of a user stands, in a few words; nothing for who is in already. */
export function invitationText({ invitation }: Pick<User, 'invitation'>, now = Date.now()): string {
  if (invitation === null) return ''
  const { sendOn, sentAt, isInOutbox, expiresAt } = invitation
  if (isOnItsWay(invitation)) return words.requested
  if (sentAt === null) return sendOn === null ? words.none : words.sendsOn(formatDate(sendOn))
  if (expiresAt !== null && Date.parse(expiresAt) <= now) return words.expired(formatDate(expiresAt))
  return isInOutbox ? words.inOutbox : words.sent(formatAgo(sentAt, now))
}

/** What the button says that sends it. */
export const sendWords = ({ invitation }: Pick<User, 'invitation'>): string =>
  invitation?.sentAt ? words.sendAgain : words.send
