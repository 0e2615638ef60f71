import { z } from 'zod'

const id = <Brand extends string>(what: string) =>
  z
    .uuid()
    .toLowerCase()
    .brand<Brand>()
    .meta({ description: `Id of ${what}` })

/**
 * Ids are UUIDv7, made by the application and branded per kind, so that one cannot stand in for another. They are taken
 * in any case and compared in lower case.
 */
export const ProviderId = id<'ProviderId'>('a provider')
export type ProviderId = z.infer<typeof ProviderId>

/** Any node of the tree, customers included. */
export const OrganizationId = id<'OrganizationId'>('an organization')
export type OrganizationId = z.infer<typeof OrganizationId>

export const EntityId = id<'EntityId'>('an entity of a customer')
export type EntityId = z.infer<typeof EntityId>

export const DeviceId = id<'DeviceId'>('a device')
export type DeviceId = z.infer<typeof DeviceId>

export const EnrollmentTokenId = id<'EnrollmentTokenId'>('a token for enrolling devices')
export type EnrollmentTokenId = z.infer<typeof EnrollmentTokenId>

export const SeenDeviceId = id<'SeenDeviceId'>('a device that was seen')
export type SeenDeviceId = z.infer<typeof SeenDeviceId>

export const MembershipId = id<'MembershipId'>('a membership')
export type MembershipId = z.infer<typeof MembershipId>

export const AccountId = id<'AccountId'>('an account')
export type AccountId = z.infer<typeof AccountId>

export const AuditEventId = id<'AuditEventId'>('an audit event')
export type AuditEventId = z.infer<typeof AuditEventId>

export const ApiKeyId = id<'ApiKeyId'>('an API key')
export type ApiKeyId = z.infer<typeof ApiKeyId>

export const ContactId = id<'ContactId'>('a contact')
export type ContactId = z.infer<typeof ContactId>

export const CustomerDraftId = id<'CustomerDraftId'>('a draft of a customer')
export type CustomerDraftId = z.infer<typeof CustomerDraftId>

export const NoteId = id<'NoteId'>('a note')
export type NoteId = z.infer<typeof NoteId>

export const CustomerTemplateId = id<'CustomerTemplateId'>('a template of customers')
export type CustomerTemplateId = z.infer<typeof CustomerTemplateId>

export const TagId = id<'TagId'>('a tag')
export type TagId = z.infer<typeof TagId>

export const ImportId = id<'ImportId'>('an import')
export type ImportId = z.infer<typeof ImportId>

export const SavedViewId = id<'SavedViewId'>('a saved view')
export type SavedViewId = z.infer<typeof SavedViewId>

export const BulkChangeId = id<'BulkChangeId'>('a bulk change')
export type BulkChangeId = z.infer<typeof BulkChangeId>

export const MailId = id<'MailId'>('a mail')
export type MailId = z.infer<typeof MailId>

export const NotificationId = id<'NotificationId'>('a notification')
export type NotificationId = z.infer<typeof NotificationId>
