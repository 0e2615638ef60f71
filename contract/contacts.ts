/** The people of a customer as they are written down: contacts, representatives of the seller, and the administrator. */
import { z } from 'zod'
import { coded } from './fields/issues.ts'
import { loginEmailAddress } from './fields/login-emails.ts'
import { displayName, hasVisibleCharacter, shortText } from './fields/names.ts'
import { phoneExtension, phoneNumber } from './fields/phones.ts'
import { emailAddress, optionalEmailAddress } from './fields/web-addresses.ts'
import { ContactId, MembershipId } from './ids.ts'

/** The most further contacts of one organization. */
export const mostContacts = 100

/** The most representatives of one organization (MH8). */
export const mostRepresentatives = 3

/** Roles of further contacts that forms offer; any other text is as good (B28). */
export const suggestedContactRoles = ['Emergency', 'Approver', 'VIP', 'Technical'] as const

const nullableText = z.string().nullable()

/** Whom to write to or call. */
export const Contact = z.object({
  firstName: nullableText,
  lastName: nullableText,
  email: nullableText,
  phone: nullableText.meta({ description: 'E.164' }),
  phoneExtension: nullableText,
  fax: nullableText.meta({ description: 'E.164' }),
  faxExtension: nullableText,
})
export type Contact = z.infer<typeof Contact>

/** A further contact with a role of its own. */
export const OtherContact = Contact.extend({ id: ContactId, role: nullableText })
export type OtherContact = z.infer<typeof OtherContact>

/** The states of a person's place: invited, in use, switched off. */
export const membershipStatuses = ['pending', 'active', 'deactivated'] as const

/** Where an invitation stands; all are null while nobody has asked to send it. */
export const InvitationState = z.object({
  requestedAt: z.iso.datetime().nullable().meta({ description: 'Since when it is on its way' }),
  sendOn: z.iso.date().nullable().meta({ description: 'Day on which it is sent, in the organization’s time zone' }),
  sentAt: z.iso.datetime().nullable().meta({ description: 'When the mail was handed over' }),
  isInOutbox: z.boolean().meta({
    description: 'It was handed over to the outbox on disk, as no mail server was set: nothing sends it from there',
  }),
  expiresAt: z.iso.datetime().nullable(),
})

/** The person named as administrator when the organization was created (MH6). */
export const Administrator = z.object({
  membershipId: MembershipId,
  status: z.enum(membershipStatuses),
  firstName: nullableText,
  lastName: nullableText,
  email: z.string().meta({ description: 'Login; never changes' }),
  displayName: z.string(),
  communicationEmail: nullableText.meta({ description: 'Where mails go instead of the login address' }),
  invitation: InvitationState.nullable(),
})
export type Administrator = z.infer<typeof Administrator>

/** All people of a customer. */
export const Contacts = z.object({
  primary: Contact.nullable().meta({ description: 'The first to be asked, about orders, the account and support' }),
  billing: Contact.nullable().meta({ description: 'Who is asked about invoices; without one the primary contact' }),
  admin: Administrator.nullable(),
  others: z.array(OtherContact),
})
export type Contacts = z.infer<typeof Contacts>

const contactFields = {
  firstName: shortText(100, { description: 'First name', examples: ['Ada'] }),
  lastName: shortText(100, { description: 'Last name', examples: ['Lovelace'] }),
  email: optionalEmailAddress,
  phone: phoneNumber,
  phoneExtension,
  fax: phoneNumber,
  faxExtension: phoneExtension,
}

/** Whether somebody can be told apart by what is known: a name or an address. */
export function isSomebody(contact: {
  firstName?: string | null | undefined
  lastName?: string | null | undefined
  email?: string | null | undefined
}): boolean {
  return Boolean(contact.firstName || contact.lastName || contact.email)
}

const somebody = { ...coded('contact_empty', 'Needs a first name, a last name or an email'), path: ['firstName'] }

/** A contact as it is sent: a first name, a last name or an email is needed. */
export const ContactInput = z.strictObject(contactFields).refine(isSomebody, somebody)
export type ContactInput = z.output<typeof ContactInput>

/** Changes of a contact: what is missing stays as it is. */
export const ContactPatch = z.strictObject(contactFields)
export type ContactPatch = z.output<typeof ContactPatch>

const otherFields = {
  role: shortText(100, { description: 'Role in words of one’s own', examples: [...suggestedContactRoles] }),
  ...contactFields,
}

/** A further contact as it is sent; one with the id of a contact that is there takes its place. */
export const OtherContactInput = z
  .strictObject({ id: ContactId.optional(), ...otherFields })
  .refine(isSomebody, somebody)
export type OtherContactInput = z.output<typeof OtherContactInput>

/** A further contact that is added by itself, without the list of the others. */
export const NewContactInput = z.strictObject(otherFields).refine(isSomebody, somebody).meta({ id: 'NewContactInput' })
export type NewContactInput = z.output<typeof NewContactInput>

/** Changes of one further contact: what is missing stays as it is. */
export const OtherContactPatch = z.strictObject(otherFields).meta({ id: 'OtherContactPatch' })
export type OtherContactPatch = z.output<typeof OtherContactPatch>

const others = z
  .array(OtherContactInput)
  .max(mostContacts)
  .refine(
    (contacts) => {
      const ids = contacts.flatMap(({ id }) => id ?? [])
      return new Set(ids).size === ids.length
    },
    coded('id_repeated', 'Two contacts have the same id'),
  )
  .meta({ description: 'The whole list; contacts that are left out are removed' })

const invitation = z
  .strictObject({
    send: z.enum(['now', 'on', 'later']).default('later'),
    on: z.iso.date().optional().meta({ description: 'Day of the mail, for send "on"' }),
  })
  .refine(({ send, on }) => (send === 'on') === (on !== undefined), {
    ...coded('invitation_date', 'A date is needed to send on a date, and only then'),
    path: ['on'],
  })

/**
 * The administrator as named at creation: becomes a pending membership with a fixed login (MH6, RI5). Passwords are
 * never mailed; the invitation holds a link to choose one.
 */
export const AdministratorInput = z
  .strictObject({
    firstName: contactFields.firstName,
    lastName: contactFields.lastName,
    email: loginEmailAddress.meta({ description: 'Login; never changes' }),
    displayName: shortText(255, { description: 'Shown to others; first and last name where it is missing' }),
    communicationEmail: optionalEmailAddress,
    invitation: invitation.optional(),
  })
  .refine((admin) => hasVisibleCharacter(nameOf(admin)), {
    ...coded('admin_name_required', 'Needs a first name, a last name or a display name'),
    path: ['firstName'],
  })
export type AdministratorInput = z.output<typeof AdministratorInput>

/** The name that others see of a person: the chosen one, else first and last. */
export function nameOf(person: {
  firstName?: string | null | undefined
  lastName?: string | null | undefined
  displayName?: string | null | undefined
}): string {
  return person.displayName || [person.firstName, person.lastName].filter(Boolean).join(' ')
}

/** The people of a new customer. */
export const ContactsInput = z.strictObject({
  primary: ContactInput.nullable().optional(),
  billing: ContactInput.nullable().optional(),
  admin: AdministratorInput.nullable().optional(),
  others: others.optional(),
})
export type ContactsInput = z.output<typeof ContactsInput>

/** Changes of a customer's people: null removes a contact. */
export const ContactsPatch = z.strictObject({
  primary: ContactPatch.nullable().optional(),
  billing: ContactPatch.nullable().optional(),
  admin: z
    .unknown()
    .refine(
      (given) => given === undefined,
      coded('admin_only_at_creation', 'The administrator is named once, with the customer or at its users'),
    )
    .optional()
    .meta({
      description:
        'Refused: the administrator is named at creation or by /customers/{id}/administrator, and the login never changes',
    }),
  others: others.optional(),
})
export type ContactsPatch = z.output<typeof ContactsPatch>

/** One of those who sell to the customer, shown to it as contact for inquiries, orders and assistance (MH8). */
export const SalesRepresentative = z.object({
  name: z.string(),
  email: z.string(),
  phone: nullableText.meta({ description: 'E.164' }),
  membershipId: MembershipId.nullable().meta({ description: 'The user that was picked; null when typed' }),
})
export type SalesRepresentative = z.infer<typeof SalesRepresentative>

const representative = z.strictObject({
  name: displayName,
  email: emailAddress,
  phone: phoneNumber,
  membershipId: MembershipId.nullable().optional(),
})

/** The whole list as it is sent. */
export const salesRepresentatives = z
  .array(representative)
  .max(mostRepresentatives)
  .meta({ description: 'None to three; the whole list' })
export type SalesRepresentativeInput = z.output<typeof representative>
