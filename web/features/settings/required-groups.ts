import { type RequirableField, requirableFields } from '@tenantry/contract/required-fields.ts'
import { texts } from './settings.texts.ts'

const words = texts.required

/** Fields that stand together in a step of the wizard. */
export interface RequiredGroup {
  title: string
  fields: readonly RequirableField[]
}

/** A step of the wizard with the fields that may be required in it. */
export interface RequiredStep {
  title: string
  groups: readonly RequiredGroup[]
}

const below = (prefix: string) => requirableFields.filter((field) => field.startsWith(`${prefix}.`))

/** Every field that may be required, by the steps of the wizard and their groups. */
export const requiredSteps: readonly RequiredStep[] = [
  {
    title: words.steps.company,
    groups: [
      { title: words.groups.identity, fields: ['domain', 'subscriptionId'] },
      { title: words.groups.contact, fields: ['businessEmail', 'website', 'phone', 'phoneExtension'] },
      { title: words.groups.location, fields: below('location') },
      { title: words.groups.billing, fields: below('billing') },
      { title: words.groups.settings, fields: ['timeZone', 'locale', 'currency'] },
    ],
  },
  {
    title: words.steps.people,
    groups: [
      { title: words.groups.primary, fields: below('contacts.primary') },
      { title: words.groups.billingContact, fields: below('contacts.billing') },
      { title: words.groups.admin, fields: below('contacts.admin') },
      {
        title: words.groups.others,
        fields: ['contacts.others', 'assignedUserIds', 'accountManagerEmail', 'salesRepresentatives'],
      },
    ],
  },
  { title: words.steps.entities, groups: [{ title: words.groups.entities, fields: ['entities'] }] },
]
