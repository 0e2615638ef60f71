import { notificationKind } from '@tenantry/contract/notification-kinds.ts'
import type { OrganizationType } from '@tenantry/contract/organizations.ts'
import { allowedOf, type Permission } from '@tenantry/contract/permissions.ts'
import type { Context } from '../../platform/http/context.ts'
import type { JobContext } from '../../platform/jobs/tasks.ts'
import { layOutMail } from '../../platform/mail/mail-layout.ts'
import { systemScope } from '../../platform/tenancy/scope.ts'
import { isInternalTo } from '../own-side/public.ts'
import { resolveSettings } from '../settings/public.ts'
import { choiceOf, settingsOf } from './notification-settings.ts'
import { findNotice, findProviderName, findWatchers, insertNotification } from './notifications.queries.ts'
import { wordsOf } from './notifications.view.ts'

/** What telling people by mail needs; the room of mails lies above this one. */
export interface Telling {
  queueMail: (
    context: Context,
    mail: {
      organizationId: string
      key: string
      kind: 'notification'
      to: { name: string; address: string }
      subject: string
      text: string
      html: string
    },
  ) => Promise<boolean>
  /** Where people reach this installation. */
  publicUrl: () => string
}

/**
 * Tells everybody whom a notice is for, each in a transaction of their own scope: nothing writes into what is another
 * membership's. Run again, it tells those whom it has not told yet.
 */
export async function tellPeople(
  { inside, tenantDb, clock, jobId }: Pick<JobContext, 'inside' | 'tenantDb' | 'clock' | 'jobId'>,
  telling: Telling,
  { providerId, noticeId }: { providerId: string; noticeId: string },
): Promise<void> {
  const found = await inside(providerId, async ({ tx }) => {
    const notice = await findNotice(tx, noticeId)
    if (!notice) return null
    const watchers = await findWatchers(tx, notice.organization_id)
    return { notice, people: watchers.filter((watcher) => isFor(notice, watcher)) }
  })
  for (const watcher of found?.people ?? []) {
    const scope = { ...systemScope(providerId), membershipId: watcher.id }
    const actor = { kind: 'system', name: 'Tenantry', scope } as const
    const origin = { id: `job ${jobId}`, source: null }
    await tenantDb.within(scope, (tx) =>
      tellOne({ tx, actor, clock, origin }, telling, found?.notice as Notice, watcher),
    )
  }
  if (found) await inside(providerId, (context) => tellAddress(context, telling, found))
}

/** Mails the address that a notice is for, unless it is that of somebody who is told by their own choice. */
async function tellAddress(
  context: Context,
  telling: Telling,
  { notice, people }: { notice: Notice; people: readonly Watcher[] },
): Promise<void> {
  const address = notice.to_address
  if (!address) return
  const known = people.flatMap(({ email, communication_email }) => [email, communication_email ?? email])
  if (known.some((each) => each.toLowerCase() === address.toLowerCase())) return
  // An account manager is of a house above, whose way of writing days is the provider's unless it is known better.
  await mailOf(context, telling, notice, {
    key: 'address',
    houseId: context.actor.scope.providerId,
    to: { name: address, address },
    footer: `You get this because you are named as account manager of ${notice.organization_name}.`,
  })
}

type Notice = NonNullable<Awaited<ReturnType<typeof findNotice>>>
type Watcher = Awaited<ReturnType<typeof findWatchers>>[number]

function isFor({ kind, organization_id, to_memberships, to_permission }: Notice, watcher: Watcher): boolean {
  const { id, permissions } = watcher
  if (to_memberships) return to_memberships.includes(id)
  const organization = { id: watcher.organization_id, type: watcher.organization_type as OrganizationType }
  if (notificationKind(kind)?.isKept && isInternalTo({ organization }, organization_id)) return false
  return allowedOf(permissions).has(to_permission as Permission)
}

async function tellOne(context: Context, telling: Telling, notice: Notice, watcher: Watcher): Promise<void> {
  const { tx, actor } = context
  const { providerId } = actor.scope
  const { inApp, byMail } = choiceOf(await settingsOf(tx), notice.kind)
  if (inApp) await insertNotification(tx, { providerId, membershipId: watcher.id }, notice)
  if (!byMail) return
  await mailOf(context, telling, notice, {
    key: watcher.id,
    houseId: watcher.organization_id,
    to: { name: watcher.name, address: watcher.communication_email ?? watcher.email },
    footer: `You get this because you are told of “${notificationKind(notice.kind)?.label ?? notice.kind}” by mail. Your settings of notifications change that.`,
  })
}

/** Mails a notice, its days written as the reader's house writes them, whomever it is about. */
async function mailOf(
  context: Context,
  telling: Telling,
  notice: Notice,
  { key, houseId, to, footer }: { key: string; houseId: string; to: { name: string; address: string }; footer: string },
): Promise<void> {
  const { tx, actor } = context
  const { locale } = await resolveSettings(tx, houseId)
  const { title, detail, path } = wordsOf(notice, locale.value)
  const content = layOutMail({
    providerName: await findProviderName(tx, actor.scope.providerId),
    title,
    paragraphs: [notice.organization_name, ...(detail ? [detail] : [])],
    link: { text: 'Open', url: new URL(path, telling.publicUrl()).href },
    footer,
  })
  await telling.queueMail(context, {
    organizationId: notice.organization_id,
    key: `notice:${notice.id}:${key}`,
    kind: 'notification',
    to,
    subject: title,
    ...content,
  })
}
