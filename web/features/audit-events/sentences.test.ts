import { type AuditAction, auditActions } from '@tenantry/contract/audit-actions.ts'
import { describe, expect, it } from 'vitest'
import { saysAll, sentenceOf, untold } from './sentences.ts'

type Fields = Record<string, unknown> | null
const grace = { name: 'Grace Hopper' }
const contact = { firstName: 'Grace', lastName: 'Hopper' }

/** Each action with what the log keeps of it, before and after, and its sentence after the name of who did it. */
const told: Record<AuditAction, [before: Fields, after: Fields, sentence: string]> = {
  'customer.created': [null, { name: 'Airtel', type: 'division' }, 'added the division'],
  'customer.updated': [{ domain: null }, { domain: 'airtel.com' }, 'edited the customer'],
  'customer.status_changed': [{ status: 'active' }, { status: 'suspended' }, 'suspended the customer'],
  'customer.purged': [{ code: 'AIR001', type: 'customer' }, { rows: 12, accounts: 1 }, 'deleted AIR001 for good'],
  'customer.merged': [
    {},
    { merged: { name: 'Airtel India', code: 'AIR002' } },
    'merged another customer into this one: Airtel India',
  ],
  'customer.merged_away': [
    { name: 'Airtel India' },
    { mergedInto: { name: 'Airtel' } },
    'merged this customer into another: Airtel',
  ],
  'customer.taken_back': [
    { importId: '1', fileName: 'list.csv' },
    null,
    'took back the import that had added this customer',
  ],
  'organization.moved': [null, { name: 'Airtel', code: 'AIR001' }, 'moved the organization to another place'],
  'organization.moved_here': [null, { code: 'AIR001' }, 'moved AIR001 here'],
  'organization.moved_away': [{ code: 'AIR001' }, null, 'moved AIR001 away'],
  'customer_template.created': [null, { name: 'Hotels' }, 'added the template Hotels'],
  'customer_template.updated': [{ name: 'Hotel' }, { name: 'Hotels' }, 'edited the template Hotels'],
  'customer_template.deleted': [{ name: 'Hotels' }, null, 'deleted the template Hotels'],
  'saved_view.created': [null, { list: 'customers' }, 'saved a view of a list'],
  'saved_view.updated': [{ version: 1 }, { version: 2 }, 'changed a saved view'],
  'saved_view.deleted': [{ list: 'customers' }, null, 'deleted a saved view'],
  'license_rule.created': [null, { name: 'Servers' }, 'added the license rule Servers'],
  'license_rule.updated': [
    { name: 'Servers', isOn: true },
    { name: 'Servers', isOn: false },
    'changed the license rule Servers',
  ],
  'license_rule.deleted': [{ name: 'Servers' }, null, 'deleted the license rule Servers'],
  'tag.created': [null, { name: 'VIP', color: 'teal' }, 'added the tag VIP'],
  'tag.updated': [{ name: 'VIP', color: 'teal' }, { name: 'VIP', color: 'red' }, 'changed the tag VIP'],
  'tag.deleted': [{ name: 'VIP', color: 'red' }, null, 'deleted the tag VIP'],
  'customer.tagged': [null, { name: 'VIP' }, 'tagged the customer VIP'],
  'customer.untagged': [{ name: 'VIP' }, null, 'took from the customer the tag VIP'],
  'device.tagged': [null, { name: 'VIP', deviceName: 'nyc-1' }, 'tagged the device nyc-1 with VIP'],
  'device.untagged': [{ name: 'VIP', deviceName: 'nyc-1' }, null, 'took from the device nyc-1 the tag VIP'],
  'entity.tagged': [null, { name: 'VIP', entityName: 'Delhi' }, 'tagged the entity Delhi with VIP'],
  'entity.untagged': [{ name: 'VIP', entityName: 'Delhi' }, null, 'took from the entity Delhi the tag VIP'],
  'bulk_change.begun': [null, { kind: 'tags', customers: 12 }, 'changed the tags of 12 customers at once'],
  'bulk_change.undone': [{ kind: 'tags', customers: 1 }, null, 'took back a change of the tags of 1 customer at once'],
  'contact.created': [null, contact, 'added the contact Grace Hopper'],
  'contact.updated': [{ ...contact, role: null }, { ...contact, role: 'VIP' }, 'edited the contact Grace Hopper'],
  'contact.deleted': [contact, null, 'removed the contact Grace Hopper'],
  'entity.created': [null, { name: 'Delhi' }, 'added the entity Delhi'],
  'entity.updated': [{ name: 'Delhi', code: null }, { name: 'Delhi', code: 'D-1' }, 'edited the entity Delhi'],
  'entity.deleted': [{ name: 'Delhi' }, null, 'deleted the entity Delhi'],
  'license_type.created': [null, { name: 'Backup agents' }, 'added the type of license Backup agents'],
  'license_type.updated': [{ isOn: false }, { name: 'Computers', isOn: true }, 'changed the type of license Computers'],
  'license_type.deleted': [{ name: 'Backup agents' }, null, 'deleted the type of license Backup agents'],
  'license_purchase.created': [null, { name: 'IT assets' }, 'recorded a purchase of licenses: IT assets'],
  'license_purchase.updated': [
    { quantity: 1 },
    { name: 'Users', quantity: 2 },
    'corrected a purchase of licenses: Users',
  ],
  'license_purchase.deleted': [{ name: 'Users' }, null, 'removed a purchase of licenses: Users'],
  'customer.licenses_changed': [
    { mode: 'unlimited' },
    { mode: 'allocated' },
    'changed what the customer may use of licenses',
  ],
  'customer.license_alerts_changed': [{ threshold: 80 }, { threshold: 90 }, 'changed the alerts about licenses'],
  'license_alerts.changed': [
    { threshold: 80 },
    { threshold: 90 },
    'changed the alerts about licenses that customers start with',
  ],
  'device.created': [null, { name: 'nyc-srv-01' }, 'added the device nyc-srv-01'],
  'device.updated': [{ name: 'nyc' }, { name: 'nyc-srv-01' }, 'edited the device nyc-srv-01'],
  'device.deleted': [{ name: 'nyc-srv-01' }, null, 'deleted the device nyc-srv-01'],
  'device.enrolled': [null, { name: 'nyc-srv-01' }, 'enrolled the device nyc-srv-01'],
  'device.licensed': [null, { name: 'nyc-srv-01' }, 'gave a license to the device nyc-srv-01'],
  'enrollment_token.created': [null, { name: 'Roll-out' }, 'created the enrollment token Roll-out'],
  'enrollment_token.revoked': [{ name: 'Roll-out' }, null, 'revoked the enrollment token Roll-out'],
  'seen_device.forgotten': [{ name: 'nyc-srv-01' }, null, 'forgot the seen device nyc-srv-01'],
  'device_class.created': [null, { name: 'Camera' }, 'added the class of devices Camera'],
  'device_class.updated': [{ name: 'Printer' }, { name: 'Printer' }, 'changed the class of devices Printer'],
  'device_class.deleted': [{ name: 'Camera' }, null, 'deleted the class of devices Camera'],
  'device.moved_here': [null, { name: 'nyc-srv-01' }, 'moved here the device nyc-srv-01'],
  'device.moved_away': [{ name: 'nyc-srv-01' }, null, 'moved away the device nyc-srv-01'],
  'note.created': [null, { body: 'Call first' }, 'wrote a note'],
  'note.updated': [{ body: 'Call' }, { body: 'Call first' }, 'changed a note'],
  'note.deleted': [{ body: 'Call first' }, null, 'deleted a note'],
  'onboarding.updated': [{ phone: 'open' }, { phone: 'not_needed' }, 'marked “Phone” as not needed'],
  'user.invited': [null, grace, 'named Grace Hopper as administrator'],
  'user.invitation_requested': [null, { ...grace, send: 'now' }, 'had the invitation of Grace Hopper sent'],
  'user.invitation_sent': [null, { to: 'grace@airtel.com' }, 'sent the invitation to grace@airtel.com'],
  'user.invitation_put_into_outbox': [
    null,
    { to: 'grace@airtel.com' },
    'put the invitation to grace@airtel.com into the outbox, for want of a mail server',
  ],
  'user.invitation_accepted': [{ status: 'pending' }, { status: 'active' }, 'accepted the invitation'],
  'user.invitation_withdrawn': [
    { ...grace, email: 'grace@airtel.com' },
    null,
    'withdrew the invitation of Grace Hopper (grace@airtel.com)',
  ],
  'user.withdrawn': [grace, null, 'took Grace Hopper off the users of the customer'],
  'user.renamed': [{ name: 'Grace' }, { name: 'Grace Hopper' }, 'changed their name'],
  'user.assigned': [null, grace, 'assigned Grace Hopper to the customer'],
  'user.unassigned': [grace, null, 'took Grace Hopper off the customer'],
  'api_key.created': [null, { name: 'Billing' }, 'created the API key Billing'],
  'api_key.revoked': [{ name: 'Billing' }, null, 'revoked the API key Billing'],
  'account.signed_in': [null, {}, 'signed in'],
  'account.signed_out': [null, {}, 'signed out'],
  'account.password_changed': [null, {}, 'set a new password'],
  'account.sign_in_failed': [null, grace, 'refused a wrong password for Grace Hopper'],
  'list.exported': [
    null,
    { list: 'customers', rows: 1200, format: 'csv', isComplete: true },
    'took out 1,200 customers as CSV',
  ],
  'provider.created': [null, { name: 'Northwind MSP' }, 'set up Northwind MSP'],
  'provider_settings.updated': [{ locale: 'en' }, { locale: 'en-US' }, 'changed the settings of the provider'],
  'mail_settings.updated': [{}, { host: 'smtp.example.com' }, 'changed the mail server'],
  'mail.sent_again': [null, { to: 'a@b.example' }, 'sent a mail again'],
  'mail.outbox_sent': [null, { mails: 2 }, 'sent the mails of the outbox'],
  'retention_settings.updated': [
    { archivedDays: 365 },
    { archivedDays: 30 },
    'changed how long the archive keeps customers',
  ],
  'customer_form_settings.updated': [
    { requiredFields: [] },
    { requiredFields: ['phone'] },
    'changed the required fields',
  ],
}

const said = (action: string, before: Fields, after: Fields) => {
  const { words, object, rest } = sentenceOf({ action, before, after })
  return [words, object, rest].filter(Boolean).join(' ')
}

describe('the sentence of an event', () => {
  it.each(auditActions)('of %s is one that a person says', (action) => {
    const [before, after, sentence] = told[action]
    expect(said(action, before, after)).toBe(sentence)
  })

  it.each(auditActions)('of %s is whole where what was said is erased', (action) => {
    expect(said(action, null, null)).toMatch(/^[a-z][^:{}]*[\p{L}\p{N}]$/u)
  })

  it('tells what a status and a tick became', () => {
    const status = (to: string) => said('customer.status_changed', { status: 'active' }, { status: to })
    expect(['active', 'disabled', 'offboarding', 'archived'].map(status)).toEqual([
      'switched the customer on',
      'switched the customer off',
      'began the offboarding of the customer',
      'archived the customer',
    ])
    const tick = (to: string) => said('onboarding.updated', { phone: 'open' }, { phone: to })
    expect([tick('done'), tick('open')]).toEqual(['ticked off “Phone”', 'opened “Phone” again'])
  })

  it('reads out an action that the page does not know', () => {
    expect(said('toString', null, null)).toBe('toString')
    expect(said('thing.moved_on', null, null)).toBe('thing moved on')
  })

  it('leaves the fields to those that it does not say', () => {
    expect(saysAll({ action: 'user.assigned', before: null, after: grace })).toBe(true)
    expect(saysAll({ action: 'customer.updated', before: null, after: null })).toBe(false)
  })

  it('leave to what stands below them to what many were changed', () => {
    const after = { kind: 'accountManager', customers: 40, accountManagerEmail: null }
    const event = { action: 'bulk_change.begun', before: null, after }
    expect(saysAll(event)).toBe(false)
    expect(untold(event).after).toEqual({ accountManagerEmail: 'empty' })
    expect(said('bulk_change.begun', null, { kind: 'tags', entities: 2 })).toBe(
      'changed the tags of 2 entities at once',
    )
  })
})
