/** An alert before it is sent: with the real numbers, and to oneself (OM4). */
import type { AlertDraft, AlertPreview } from '@tenantry/contract/license-alerts.ts'
import { newId } from '../../platform/clock/clock.ts'
import { invalidInput } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { queueMail } from '../mails/public.ts'
import { memberships } from '../me/public.ts'
import { aboutOf } from './alert-about.ts'
import { findTold } from './alert-settings.queries.ts'
import { type AlertPlace, alertsWith, notCounted } from './alert-settings.ts'
import { type AlertNumbers, asHtml, filledAlert } from './alert-texts.ts'
import { findLimitsInUse } from './fired-alerts.queries.ts'
import { findCountedTypes } from './types.queries.ts'

const madeUp = { name: 'Example customer', code: 'EXAMPLE' }

/**
 * Shows an alert as it would read now; to whom it may be shown, the caller has asked.
 * @throws invalid_input (422) for thresholds that would be refused when they are saved, and for a type that is not counted
 */
export async function previewAlert(
  context: CallContext,
  place: AlertPlace,
  draft: AlertDraft,
  publicUrl: string,
): Promise<AlertPreview> {
  const { threshold, typeThresholds } = draft
  const held = await alertsWith(context, place, { threshold, typeThresholds })
  const { organization, audience } = place
  const links = { publicUrl, providerName: await providerName(context) }
  // What those below inherit is shown with a customer that does not exist, and so has no page.
  const about =
    audience === 'below'
      ? await aboutOf(context, { ...organization, ...madeUp }, { ...links, path: '/customers' })
      : await aboutOf(context, organization, links)
  const { type, numbers } = await numbersFor(context, place, draft.type, held)
  const template = {
    subject: { value: draft.subject ?? held.subject.value },
    body: { value: draft.body ?? held.body.value },
  }
  const { subject, text, values } = filledAlert(template, about, numbers)
  return {
    type: type ?? null,
    isSample: type === undefined,
    subject,
    text,
    html: asHtml({ subject, text }, about),
    values: { ...values },
  }
}

/**
 * Mails the caller what {@link previewAlert} shows, marked as a test.
 * @throws invalid_input (422) as that does
 */
export async function sendTestAlert(
  context: CallContext,
  place: AlertPlace,
  draft: AlertDraft,
  publicUrl: string,
): Promise<{ to: string }> {
  const { subject, text, html } = await previewAlert(context, place, draft, publicUrl)
  const to = context.caller.email
  await queueMail(context, {
    organizationId: place.organization.id,
    key: `license_alert_test/${newId()}`,
    kind: 'license_alert',
    to,
    subject: `[Test] ${subject}`,
    text,
    html,
  })
  return { to }
}

/** As the mail will have it: partners are told the name of their provider, which they cannot see as an organization. */
async function providerName({ tx, caller }: CallContext): Promise<string> {
  const { providerId, membershipId } = caller.scope
  const provider = await findTold(tx, providerId)
  if (provider) return provider.name
  const own = (await memberships(tx, caller.accountId)).find(({ id }) => id === membershipId)
  return own?.providerName ?? caller.organization.name
}

async function numbersFor(
  context: CallContext,
  { organization, audience }: AlertPlace,
  wanted: string | undefined,
  held: Awaited<ReturnType<typeof alertsWith>>,
): Promise<{ type?: string; numbers: AlertNumbers }> {
  const at = context.clock.now()
  const limits = audience === 'below' ? [] : await findLimitsInUse(context.tx, organization.id)
  const limit = limits.find(({ type }) => type === wanted) ?? (wanted === undefined ? limits[0] : undefined)
  const thresholdOf = (type: string | undefined) =>
    held.typeThresholds.find((each) => each.type === type)?.value ?? held.threshold.value
  if (limit)
    return {
      type: limit.type,
      numbers: {
        typeName: limit.type_name,
        limit: limit.limit_count ?? 0,
        used: limit.demand,
        threshold: thresholdOf(limit.type),
        at,
      },
    }
  const types = await findCountedTypes(context.tx)
  const type = wanted === undefined ? types[0] : types.find(({ code }) => code === wanted)
  if (wanted !== undefined && !type) throw invalidInput(notCounted('type'))
  const threshold = thresholdOf(type?.code)
  return { numbers: { typeName: type?.name ?? '', limit: 100, used: threshold, threshold, at } }
}
