import { createApiKey } from '@tenantry/contract/api-keys.ts'
import { createBulkChange } from '@tenantry/contract/bulk-changes.ts'
import { createContact } from '@tenantry/contract/customer-contacts.ts'
import { createCustomerDraft } from '@tenantry/contract/customer-drafts.ts'
import { createCustomerTemplate } from '@tenantry/contract/customer-templates.ts'
import { createDevice } from '@tenantry/contract/devices.ts'
import { createEntity } from '@tenantry/contract/entities.ts'
import { createLicensePurchase } from '@tenantry/contract/license-purchases.ts'
import { createLicenseRule } from '@tenantry/contract/license-rules.ts'
import { createNote } from '@tenantry/contract/notes.ts'
import { createSavedView } from '@tenantry/contract/saved-views.ts'
import { createTag } from '@tenantry/contract/tags.ts'
import { toldThings } from './told-things.ts'
import type { Person, ProviderWorld, World } from './world.ts'

/**
 * Makes one of each thing in a customer, through the API.
 * @param of whose they are, and what tells their names from those of others that were made before
 * @returns their ids by the part of a path that stands before them
 */
export async function thingsOf(
  world: Pick<World, 'test'>,
  provider: ProviderWorld,
  of: { customerId?: string; mark?: string } = {},
): Promise<Record<string, string>> {
  const { admin } = provider
  const { customerId = provider.customerId, mark = '' } = of
  const device = await admin.api.call(createDevice, {
    body: { organizationId: customerId, name: `a device${mark}`, class: 'computer' } as never,
  })
  const key = await admin.api.call(createApiKey, { body: { name: `a key${mark}`, expiresInDays: 1 } })
  const entity = await admin.api.call(createEntity, { params: { id: customerId }, body: { name: 'an entity' } })
  const draft = await admin.api.call(createCustomerDraft, { body: { stepId: 'company', values: {} } })
  const note = await admin.api.call(createNote, { params: { id: customerId }, body: { body: 'a note' } })
  const contact = await admin.api.call(createContact, { params: { id: customerId }, body: { firstName: 'a contact' } })
  const template = await admin.api.call(createCustomerTemplate, { body: { name: `a template${mark}`, values: {} } })
  const noted = { kind: 'accountManager', accountManagerEmail: 'a@b.example' } as const
  const bulk = await admin.api.call(createBulkChange, {
    body: { list: 'customers', ids: [customerId as never], change: noted },
  })
  const tag = await admin.api.call(createTag, { body: { name: `a tag${mark}` } })
  const bought = await admin.api.call(createLicensePurchase, {
    body: { type: 'it_assets', quantity: 1_000, startsOn: '2026-01-01' },
  })
  const rule = await admin.api.call(createLicenseRule, { body: { name: 'a rule', conditions: {} } })
  const view = await admin.api.call(createSavedView, { body: { list: 'customers', name: `a view${mark}`, search: '' } })
  return {
    customers: customerId,
    favourites: customerId,
    recents: customerId,
    contacts: contact.body.id,
    'customer-drafts': draft.body.id,
    'customer-templates': template.body.id,
    tags: tag.body.id,
    'bulk-changes': bulk.body.bulkChange?.id ?? '',
    'saved-views': view.body.id,
    organizations: customerId,
    devices: device.body.id,
    'api-keys': key.body.id,
    entities: entity.body.id,
    notes: note.body.id,
    users: admin.membershipId,
    imports: await anImport(admin),
    onboarding: 'phone',
    'license-types': 'users',
    'device-classes': 'server',
    'license-pool': 'users',
    licenses: 'users',
    'license-purchases': bought.body.id,
    'license-rules': rule.body.id,
    ...(await toldThings(world, provider, { organizationId: customerId, words: 'a mail' })),
  }
}

async function anImport({ api }: Person): Promise<string> {
  const answer = await api.request('POST', '/api/v1/imports?kind=customers', 'Name\nAirtel\n', {
    'content-type': 'text/csv',
  })
  return answer.json().id
}
