/** What was done, as a person says it after the name of who did it: "edited the customer". One sentence for each action. */
import type { AuditAction } from '@tenantry/contract/audit-actions.ts'
import type { AuditEvent } from '@tenantry/contract/audit-events.ts'
import { onboardingKeys } from '@tenantry/contract/onboarding.ts'
import { formatDate, formatNumber } from '../../platform/format.ts'
import { thingWords } from '../onboarding/public.ts'
import { texts } from './audit-events.texts.ts'

/** The verb, the name of the thing that it was done to where there is one, and what follows it. */
export interface Sentence {
  words: string
  object: string
  rest: string
}

type Told = Pick<AuditEvent, 'action' | 'before' | 'after'>
type Say = string | ((event: Told) => string | Said)
type Said = [words: string, object: string, rest?: string]

/** The sentence, and whether it says everything, so that no fields need to stand below it. */
interface Entry {
  say: Say
  isAll?: boolean
}

// Of what was erased by law, and of what nobody has named, only that it happened is known.
const named =
  (words: string, rest = '', nameless: string = texts.somebody) =>
  (event: Told): Said => [words, textOf(event, 'name') || nameless, rest]
const thing =
  (words: string, what: string) =>
  (event: Told): Said => {
    const name = textOf(event, 'name')
    return name === ''
      ? [`${words} ${/^[aeiou]/i.test(what) ? 'an' : 'a'} ${what}`, '']
      : [`${words} the ${what}`, name]
  }
const purchase =
  (words: string) =>
  (event: Told): Said => {
    const name = textOf(event, 'name')
    return [`${words} a purchase of licenses${name && ':'}`, name]
  }
const coded =
  (words: string, rest: string) =>
  (event: Told): Said => [words, textOf(event, 'code') || texts.organization, rest]
const person =
  (words: string) =>
  (event: Told): Said => [words, personOf(event) || texts.somebody]

const partTag =
  (part: 'device' | 'entity', words: string, rest: string) =>
  (event: Told): Said => [`${words} the ${part} ${textOf(event, `${part}Name`)} ${rest}`, textOf(event, 'name')]

const merge =
  (words: string, field: string) =>
  ({ after }: Told): string | Said => {
    const other = after?.[field]
    const name = typeof other === 'object' && other !== null && 'name' in other ? other.name : null
    return typeof name === 'string' ? [`${words}:`, name] : words
  }

const exported = ({ after }: Told): string => {
  const { list, rows, format, isComplete } = after ?? {}
  const number = typeof rows === 'number' ? rows : 0
  const [one, many] = texts.lists[String(list)] ?? texts.rows
  const what = `${formatNumber(number)} ${number === 1 ? one : many} as ${String(format ?? 'csv').toUpperCase()}`
  return isComplete === false ? `began to take out ${what}, and stopped` : `took out ${what}`
}

const bulkSentence =
  (words: string) =>
  ({ before, after }: Told): string => {
    const told = after ?? before
    const list = ['devices', 'entities'].find((each) => told?.[each] !== undefined) ?? 'customers'
    const count = Number(told?.[list] ?? 0)
    const [one, many] = texts.lists[list] ?? texts.rows
    const what = texts.bulkKinds[String(told?.kind)]
    const verb = told?.kind === 'delete' ? 'deleted' : what ? `${words} the ${what} of` : words
    return `${verb} ${formatNumber(count)} ${count === 1 ? one : many} at once`
  }

/** What stands below the sentence; of a change of many, to what they were changed. */
export function untold(event: Told): Told {
  if (event.action !== 'bulk_change.begun' || event.after === null) return event
  const { kind: _, customers: __, devices: ___, entities: ____, ...values } = event.after
  const after = Object.entries(values).map(([name, value]) => [name, value ?? texts.nothing])
  return { ...event, after: Object.fromEntries(after) }
}

const entries: Record<AuditAction, Entry> = {
  'customer.created': { say: ({ after }) => `added the ${after?.type ?? 'customer'}` },
  'customer.updated': { say: 'edited the customer' },
  'customer.status_changed': { say: ({ after }) => statusSentences[String(after?.status)] ?? 'changed the status' },
  'customer.purged': { say: coded('deleted', 'for good') },
  'customer.merged': { say: merge('merged another customer into this one', 'merged') },
  'customer.merged_away': { say: merge('merged this customer into another', 'mergedInto'), isAll: true },
  'customer.taken_back': { say: 'took back the import that had added this customer' },
  'organization.moved': { say: 'moved the organization to another place', isAll: true },
  'organization.moved_here': { say: coded('moved', 'here'), isAll: true },
  'organization.moved_away': { say: coded('moved', 'away'), isAll: true },
  'customer_template.created': { say: thing('added', 'template') },
  'customer_template.updated': { say: thing('edited', 'template') },
  'customer_template.deleted': { say: thing('deleted', 'template') },
  'saved_view.created': { say: 'saved a view of a list' },
  'saved_view.updated': { say: 'changed a saved view' },
  'saved_view.deleted': { say: 'deleted a saved view' },
  'license_rule.created': { say: thing('added', 'license rule') },
  'license_rule.updated': { say: thing('changed', 'license rule') },
  'license_rule.deleted': { say: thing('deleted', 'license rule') },
  'tag.created': { say: thing('added', 'tag') },
  'tag.updated': { say: thing('changed', 'tag') },
  'tag.deleted': { say: thing('deleted', 'tag') },
  'customer.tagged': { say: (event) => ['tagged the customer', textOf(event, 'name')], isAll: true },
  'customer.untagged': { say: (event) => ['took from the customer the tag', textOf(event, 'name')], isAll: true },
  'bulk_change.begun': { say: bulkSentence('changed') },
  'bulk_change.undone': { say: bulkSentence('took back a change of'), isAll: true },
  'contact.created': { say: person('added the contact') },
  'contact.updated': { say: person('edited the contact') },
  'contact.deleted': { say: person('removed the contact') },
  'entity.created': { say: thing('added', 'entity') },
  'entity.updated': { say: thing('edited', 'entity') },
  'entity.deleted': { say: thing('deleted', 'entity') },
  'license_type.created': { say: thing('added', 'type of license') },
  'license_type.updated': { say: thing('changed', 'type of license') },
  'license_type.deleted': { say: thing('deleted', 'type of license') },
  'license_purchase.created': { say: purchase('recorded') },
  'license_purchase.updated': { say: purchase('corrected') },
  'license_purchase.deleted': { say: purchase('removed') },
  'customer.licenses_changed': { say: 'changed what the customer may use of licenses' },
  'customer.license_alerts_changed': { say: 'changed the alerts about licenses' },
  'license_alerts.changed': { say: 'changed the alerts about licenses that customers start with' },
  'device.created': { say: thing('added', 'device') },
  'device.updated': { say: thing('edited', 'device') },
  'device.deleted': { say: thing('deleted', 'device') },
  'device.enrolled': { say: thing('enrolled', 'device') },
  'device.licensed': { say: thing('gave a license to', 'device') },
  'enrollment_token.created': { say: thing('created', 'enrollment token') },
  'enrollment_token.revoked': { say: thing('revoked', 'enrollment token') },
  'seen_device.forgotten': { say: thing('forgot', 'seen device') },
  'device_class.created': { say: thing('added', 'class of devices') },
  'device_class.updated': { say: thing('changed', 'class of devices') },
  'device_class.deleted': { say: thing('deleted', 'class of devices') },
  'device.moved_here': { say: thing('moved here', 'device') },
  'device.moved_away': { say: thing('moved away', 'device') },
  'device.tagged': { say: partTag('device', 'tagged', 'with'), isAll: true },
  'device.untagged': { say: partTag('device', 'took from', 'the tag'), isAll: true },
  'entity.tagged': { say: partTag('entity', 'tagged', 'with'), isAll: true },
  'entity.untagged': { say: partTag('entity', 'took from', 'the tag'), isAll: true },
  'note.created': { say: 'wrote a note' },
  'note.updated': { say: 'changed a note' },
  'note.deleted': { say: 'deleted a note' },
  'onboarding.updated': { say: onboardingSentence, isAll: true },
  'user.invited': { say: named('named', 'as administrator') },
  'user.invitation_requested': { say: invitationSentence, isAll: true },
  'user.invitation_sent': {
    say: (event) => ['sent the invitation to', textOf(event, 'to') || texts.somebody],
    isAll: true,
  },
  'user.invitation_put_into_outbox': {
    say: (event) => [
      'put the invitation to',
      textOf(event, 'to') || texts.somebody,
      'into the outbox, for want of a mail server',
    ],
    isAll: true,
  },
  'user.invitation_accepted': { say: 'accepted the invitation', isAll: true },
  'user.invitation_withdrawn': { say: withdrawalSentence, isAll: true },
  'user.withdrawn': { say: withdrawnSentence, isAll: true },
  'user.renamed': { say: 'changed their name' },
  'user.assigned': { say: named('assigned', 'to the customer'), isAll: true },
  'user.unassigned': { say: named('took', 'off the customer'), isAll: true },
  'api_key.created': { say: thing('created', 'API key') },
  'api_key.revoked': { say: thing('revoked', 'API key') },
  'account.signed_in': { say: 'signed in', isAll: true },
  'account.signed_out': { say: 'signed out', isAll: true },
  'account.password_changed': { say: 'set a new password', isAll: true },
  'account.sign_in_failed': { say: named('refused a wrong password for'), isAll: true },
  'list.exported': { say: exported, isAll: true },
  'provider.created': { say: named('set up', '', texts.provider) },
  'provider_settings.updated': { say: 'changed the settings of the provider' },
  'mail_settings.updated': { say: 'changed the mail server' },
  'mail.sent_again': { say: 'sent a mail again' },
  'mail.outbox_sent': { say: 'sent the mails of the outbox' },
  'retention_settings.updated': { say: 'changed how long the archive keeps customers' },
  'customer_form_settings.updated': { say: 'changed the required fields' },
}

const statusSentences: Record<string, string> = {
  active: 'switched the customer on',
  disabled: 'switched the customer off',
  suspended: 'suspended the customer',
  offboarding: 'began the offboarding of the customer',
  archived: 'archived the customer',
}

const stateSentences: Record<string, (thing: string) => string> = {
  done: (thing) => `ticked off “${thing}”`,
  not_needed: (thing) => `marked “${thing}” as not needed`,
  open: (thing) => `opened “${thing}” again`,
}

/** What was done, in words. An action that this page does not know yet is read out as it is called. */
export function sentenceOf(event: Told): Sentence {
  const entry = entryOf(event)
  const said =
    typeof entry?.say === 'function' ? entry.say(event) : (entry?.say ?? event.action.replaceAll(/[._]/g, ' '))
  const [words, object, rest = ''] = typeof said === 'string' ? [said, ''] : said
  return { words, object, rest }
}

/** Whether the sentence says everything that is known. */
export function saysAll(event: Told): boolean {
  return entryOf(event)?.isAll ?? false
}

function entryOf({ action }: Told): Entry | undefined {
  return Object.hasOwn(entries, action) ? entries[action as AuditAction] : undefined
}

function invitationSentence(event: Told): Said {
  const on = textOf(event, 'on')
  return [
    'had the invitation of',
    textOf(event, 'name') || texts.somebody,
    on === '' ? 'sent' : `sent on ${formatDate(on)}`,
  ]
}

function withdrawalSentence(event: Told): Said {
  const [name, email] = [textOf(event, 'name') || texts.somebody, textOf(event, 'email')]
  return ['withdrew the invitation of', email === '' ? name : `${name} (${email})`]
}

function withdrawnSentence(event: Told): Said {
  const [, who] = withdrawalSentence(event)
  return ['took', who, 'off the users of the customer']
}

function onboardingSentence({ after }: Told): string {
  const [key, state] = Object.entries(after ?? {})[0] ?? []
  const known = onboardingKeys.find((each) => each === key)
  const sentence = stateSentences[String(state)]
  return known && sentence ? sentence(thingWords[known]) : 'changed the onboarding'
}

function textOf({ before, after }: Told, field: string): string {
  const value = after?.[field] ?? before?.[field]
  return typeof value === 'string' ? value : ''
}

function personOf(event: Told): string {
  const name = [textOf(event, 'firstName'), textOf(event, 'lastName')].filter(Boolean).join(' ')
  return name || textOf(event, 'email')
}
