/** Mails what has fired: each alert once, and each person at most one mail at a time, whatever it is about (EC6, OM3). */
import { englishCount } from '../../platform/english.ts'
import type { Context } from '../../platform/http/context.ts'
import { queueMail } from '../mails/public.ts'
import { notify } from '../notifications/public.ts'
import { aboutOf } from './alert-about.ts'
import { layOutDigest } from './alert-digest.ts'
import { findLines, findTold } from './alert-settings.queries.ts'
import { type AlertSubject, alertValues, asHtml, filledAlert, inEnglish, percentOf } from './alert-texts.ts'
import { defaultRecipients, eachOnce, type Recipient } from './default-recipients.ts'
import { countMailed, markMailed, takeWaiting, type WaitingAlert } from './fired-alerts.queries.ts'
import { isPool, type ResolvedAlerts, resolveAlerts } from './resolve-alerts.ts'

/** At most so many alerts at once. */
const batchSize = 2_000
/** Nobody gets more mails about licenses than so many within so many minutes: what comes then waits, and comes as one. */
export const mostMails = { count: 10, minutes: 10 }
/** More organizations than these are told of in one line of the app. */
const mostNotices = 5

/** What is told of one organization. */
interface Told {
  about: AlertSubject
  organizationId: string
  ofPool: boolean
  held: ResolvedAlerts
  recipients: Recipient[]
  /** All that have fired, and of each type the one that is shown. */
  alerts: WaitingAlert[]
  shown: WaitingAlert[]
}

/**
 * Queues mails about the alerts of the provider that wait, in the transaction that notes them as told: a worker that dies
 * leaves both or neither. Alerts of which somebody is told who has had enough mails just now go on waiting.
 * @param publicUrl where links lead
 * @param after the alert that the piece before has ended with: what was left waiting there holds up nothing
 * @returns how many alerts have been told, and with which the piece has ended where more may wait behind it
 */
export async function mailAlerts(
  context: Context,
  publicUrl: string,
  after: string | null = null,
): Promise<{ told: number; last: string | null }> {
  const { tx, clock } = context
  const waiting = await takeWaiting(tx, { after, most: batchSize, now: clock.now() })
  const last = waiting.length < batchSize ? null : (waiting.at(-1)?.id ?? null)
  const isTold = ({ organization_type, license_mode }: WaitingAlert) =>
    organization_type === 'provider' || license_mode === 'allocated'
  const [told, idle] = [waiting.filter(isTold), waiting.filter((each) => !isTold(each))]
  const at = clock.now()
  // A limit that is gone meanwhile is nobody's concern any more.
  if (idle.length > 0)
    await markMailed(
      tx,
      idle.map(({ id }) => id),
      { key: null, recipients: [], at },
    )
  const ready = await withoutWeary(context, await describeAll(context, told, publicUrl))
  if (ready.length === 0) return { told: idle.length, last }
  const key = `license_alert/${ready[0]?.alerts[0]?.id}`
  for (const [address, theirs] of byAddress(ready))
    await queueMail(context, {
      key: `${key}/${address.toLowerCase()}`,
      kind: 'license_alert',
      to: address,
      ...mailOf(context, theirs),
    })
  for (const { alerts, recipients } of ready)
    await markMailed(
      tx,
      alerts.map(({ id }) => id),
      { key, recipients, at },
    )
  await tellInApp(context, key, ready)
  return { told: idle.length + ready.reduce((sum, { alerts }) => sum + alerts.length, 0), last }
}

async function describeAll(context: Context, alerts: readonly WaitingAlert[], publicUrl: string): Promise<Told[]> {
  const provider = await findTold(context.tx, context.actor.scope.providerId)
  const ids = [...new Set(alerts.map(({ organization_id }) => organization_id))]
  const all: Told[] = []
  for (const id of ids) {
    const theirs = alerts.filter(({ organization_id }) => organization_id === id)
    all.push(await describe(context, theirs, { publicUrl, providerName: provider?.name ?? '' }))
  }
  return all
}

async function describe(
  context: Context,
  alerts: WaitingAlert[],
  { publicUrl, providerName }: { publicUrl: string; providerName: string },
): Promise<Told> {
  const [first] = alerts as [WaitingAlert]
  const { organization_id: organizationId, name, code, organization_type: type } = first
  const ofPool = isPool(type)
  const held = resolveAlerts(await findLines(context, organizationId), ofPool)
  return {
    organizationId,
    ofPool,
    held,
    alerts,
    shown: fullestFirst(alerts),
    recipients: await recipientsOf(context, first, held),
    about: await aboutOf(context, { id: organizationId, name, code, type }, { publicUrl, providerName }),
  }
}

/** Of each type the latest alert, that of the limit before that of a threshold; the fullest type first. */
function fullestFirst(alerts: readonly WaitingAlert[]): WaitingAlert[] {
  const percent = ({ demand, limit_count }: WaitingAlert) => percentOf({ used: demand, limit: limit_count })
  return [...new Map(alerts.map((each) => [each.type, each])).values()].sort(
    (one, other) => percent(other) - percent(one) || one.position - other.position,
  )
}

/** Those that are set, else who is told by default. */
async function recipientsOf({ tx, actor }: Context, alert: WaitingAlert, held: ResolvedAlerts): Promise<Recipient[]> {
  const { providerId } = actor.scope
  const { value, organizationId } = held.recipients
  if (value && value.length > 0)
    return eachOnce(value.map((address) => ({ address, ownerId: organizationId ?? providerId })))
  const found = await defaultRecipients(tx, providerId, {
    organizationId: alert.organization_id,
    accountManagerEmail: alert.account_manager_email,
    kind: isPool(alert.organization_type) ? 'pool' : 'customer',
  })
  return found ?? []
}

/** Leaves out what would be told to somebody who has had enough mails just now. */
async function withoutWeary({ tx, clock }: Context, told: readonly Told[]): Promise<Told[]> {
  const since = new Date(clock.now().getTime() - mostMails.minutes * 60_000)
  const mailed = await countMailed(
    tx,
    [...new Set(told.flatMap(({ recipients }) => recipients.map(({ address }) => address)))],
    since,
  )
  return told.filter(({ recipients }) =>
    recipients.every(({ address }) => (mailed.get(address.toLowerCase()) ?? 0) < mostMails.count),
  )
}

/** By how an address is written first: whatever its case, it is one person's. */
function byAddress(told: readonly Told[]): Map<string, Told[]> {
  const written = new Map<string, string>()
  const found = new Map<string, Told[]>()
  for (const each of told)
    for (const recipient of each.recipients) {
      const key = recipient.address.toLowerCase()
      const address = written.get(key) ?? recipient.address
      written.set(key, address)
      found.set(address, [...(found.get(address) ?? []), each])
    }
  return found
}

/** What one person is told: in the words of the organization, or, of several, in one line each. */
function mailOf({ actor }: Context, told: readonly Told[]) {
  const [only] = told
  if (told.length !== 1 || !only) return { organizationId: actor.scope.providerId, ...severalTold(told) }
  const { organizationId, held, about } = only
  const sections = only.shown.map((alert) => filledAlert(held, about, numbersOf(alert)))
  const text = sections.map((each) => each.text).join('\n\n—\n\n')
  const subject = `${sections[0]?.subject}${moreTypes(sections.length - 1)}`
  return { organizationId, subject, text, html: asHtml({ subject, text }, about) }
}

function moreTypes(count: number): string {
  if (count === 0) return ''
  return count === 1 ? ' and 1 more type' : ` and ${count} more types`
}

function severalTold(told: readonly Told[]) {
  const lines = told.flatMap(({ about, shown }) =>
    shown.map((alert) => {
      const { customerName, licenseType, used, limit, percent } = alertValues(inEnglish(about), numbersOf(alert))
      return { name: customerName, said: `${used} of ${limit} ${licenseType} (${percent} %)`, link: about.link }
    }),
  )
  const providerName = told[0]?.about.providerName ?? ''
  return layOutDigest(`Licenses of ${englishCount(told.length)} organizations run out`, lines, providerName)
}

function numbersOf({ type_name, limit_count, demand, threshold, fired_at }: WaitingAlert) {
  return { typeName: type_name, limit: limit_count, used: demand, threshold, at: fired_at }
}

/** Tells those in the app who manage the licenses; of many organizations in one line. */
async function tellInApp(context: Context, key: string, told: readonly Told[]): Promise<void> {
  if (told.length > mostNotices) {
    const organizationId = context.actor.scope.providerId
    const params = { organizations: told.length }
    await notify(context, {
      organizationId,
      key,
      kind: 'licenses_run_out',
      params,
      to: { permission: 'licenses.manage' },
    })
    return
  }
  for (const { organizationId, about, shown, ofPool } of told) {
    const [alert] = shown
    if (!alert) continue
    const { customerName, licenseType, percent, used, limit } = alertValues(inEnglish(about), numbersOf(alert))
    const isProviders = organizationId === context.actor.scope.providerId
    await notify(context, {
      organizationId,
      key: `${key}/${organizationId}`,
      kind: isProviders ? 'license_pool_alert' : 'license_alert',
      params: { customerName, licenseType, percent, used, limit, more: moreTypes(shown.length - 1), organizationId },
      to: { permission: isProviders ? 'license_pool.read' : ofPool ? 'licenses.read' : 'licenses.manage' },
    })
  }
}
