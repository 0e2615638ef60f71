/** Which status may follow which, and why another may not: rules without a database. */
import type { OpenItem, StatusRefusal } from '@tenantry/contract/lifecycle.ts'
import { type OrganizationStatus, organizationStatuses } from '@tenantry/contract/organizations.ts'

/** What the rules look at. */
export interface Situation {
  status: OrganizationStatus
  /** The strictest status above, invisible organizations included. */
  heldAbove: OrganizationStatus
  /** The caller belongs to it. */
  isOwn: boolean
  archivedUntil: Date | null
  /** Organizations below that are not archived themselves. */
  livingBelow: number
  /** What is still there, by kind. */
  open: Record<OpenItem, number>
}

/** Why a status cannot be set, as a code and a sentence. */
export interface Refusal {
  code: StatusRefusal
  message: string
}

/** Says what keeps an organization from a status; null when nothing does. The status that it has counts as possible. */
export function refusalOf(situation: Situation, to: OrganizationStatus, now: Date): Refusal | null {
  const { status, heldAbove } = situation
  if (situation.isOwn)
    return { code: 'own_organization', message: 'Only those above change the status of your own organization' }
  if (strictness(to) < strictness(heldAbove))
    return {
      code: 'held_above',
      message: `An organization above is ${heldAbove}; nothing below it can be less than that`,
    }
  if (to === status) return null
  if (status === 'archived') return restoreRefusal(situation, to, now)
  return to === 'archived' ? archiveRefusal(situation) : null
}

/** How much a status takes away: 0 for active to 4 for archived. */
export function strictness(status: OrganizationStatus): number {
  return organizationStatuses.indexOf(status)
}

/** The stricter of two. */
export function stricter(one: OrganizationStatus, other: OrganizationStatus): OrganizationStatus {
  return strictness(one) < strictness(other) ? other : one
}

function restoreRefusal({ archivedUntil }: Situation, to: OrganizationStatus, now: Date): Refusal | null {
  if (to !== 'disabled')
    return {
      code: 'restore_first',
      message: 'An archived customer is restored to disabled first, and goes on from there',
    }
  if (archivedUntil && archivedUntil <= now)
    return { code: 'restore_over', message: 'The time in which it could be restored is over' }
  return null
}

function archiveRefusal({ status, livingBelow, open }: Situation): Refusal | null {
  if (livingBelow > 0)
    return {
      code: 'organization_not_empty',
      message: `${counted(open.organizations, 'organization')} below it must be archived, moved or deleted first`,
    }
  // From offboarding the devices are no obstacle: their reports are refused then, as the preview says.
  if (open.subscriptions > 0 || (status !== 'offboarding' && open.devices > 0))
    return {
      code: 'offboarding_open',
      message: `${openText(open)} still open: begin offboarding, and archive it from there`,
    }
  return null
}

function openText({ subscriptions, devices }: Situation['open']): string {
  const texts = [
    ...(subscriptions > 0 ? [counted(subscriptions, 'subscription')] : []),
    ...(devices > 0 ? [counted(devices, 'device')] : []),
  ]
  return `${texts.join(' and ')} ${subscriptions + devices === 1 ? 'is' : 'are'}`
}

/** `1 device`, `3 devices`; some that the caller cannot count are told without a number. */
export function counted(count: number, noun: string): string {
  if (count === 0) return `Some ${noun}s`
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
