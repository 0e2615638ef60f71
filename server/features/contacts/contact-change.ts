import type { OtherContact } from '@tenantry/contract/contacts.ts'

/** What the audit log is told of a further contact that was added, changed or removed. */
export function contactChange(
  action: 'contact.created' | 'contact.updated' | 'contact.deleted',
  organizationId: string,
  before: OtherContact | null,
  after: OtherContact | null,
) {
  const { id } = (after ?? before) as OtherContact
  const kept = (contact: OtherContact | null) => contact && { ...contact, id: undefined }
  return {
    action,
    organizationId,
    objectType: 'contact',
    objectId: id,
    before: kept(before),
    after: kept(after),
    names: ['firstName', 'lastName', 'email'],
  }
}
