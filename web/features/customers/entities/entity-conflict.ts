import { countryName } from '@tenantry/contract/fields/countries.ts'
import { formatPhone } from '@tenantry/contract/fields/phones.ts'
import { loggedTags } from '../../audit-events/public.ts'
import { knownTags, tagTexts } from '../../tags/public.ts'
import { toE164 } from '../form/company-values.ts'
import { readPath } from '../form/form-part.ts'
import { loadedSubdivisions } from '../form/use-subdivisions.ts'
import { formTexts } from '../form.texts.ts'
import type { ConflictField } from '../profile/conflict.ts'
import { texts } from './entities.texts.ts'
import type { EntityValues } from './entity-values.ts'

const words = texts.fields
const address = formTexts.address

function text(path: string, label: string): ConflictField<EntityValues> {
  return { id: path, label, paths: [path], logged: [path], words: (values) => String(readPath(values, path) ?? '') }
}

const tags: ConflictField<EntityValues> = {
  id: 'tags',
  label: tagTexts.tags,
  paths: ['tags'],
  logged: [loggedTags],
  words: (values) =>
    knownTags(Object.keys(values.tags))
      .map(({ name }) => name)
      .join(', '),
}

/** What can differ between two versions of an entity, in the order of its form. */
export const entityConflictFields: readonly ConflictField<EntityValues>[] = [
  text('name', words.name),
  { id: 'kind', label: words.kind, paths: ['kind'], logged: ['kind'], words: ({ kind }) => texts.kinds[kind] },
  text('code', words.code),
  text('contact.firstName', words.firstName),
  text('contact.lastName', words.lastName),
  text('contact.email', words.email),
  {
    id: 'phone',
    label: words.phone,
    paths: ['contact.phone.country', 'contact.phone.number', 'contact.phoneExtension'],
    logged: ['contact.phone', 'contact.phoneExtension'],
    words: ({ contact }) => {
      const number = toE164(contact.phone)
      return number === null ? '' : formatPhone(number, contact.phoneExtension)
    },
  },
  tags,
  text('location.name', address.name),
  {
    // A state of one country in another would be none.
    id: 'country',
    label: `${address.country}, ${address.state.toLocaleLowerCase()}`,
    paths: ['location.country', 'location.state'],
    logged: ['location.country', 'location.state'],
    words: ({ location }) =>
      [
        location.country && countryName(location.country),
        loadedSubdivisions()?.subdivisionName(location.state) ?? location.state,
      ]
        .filter(Boolean)
        .join(', '),
  },
  text('location.region', address.region),
  text('location.district', address.district),
  text('location.city', address.city),
  text('location.postalCode', address.postalCode),
  text('location.landmark', address.landmark),
  text('location.line1', address.line1),
  text('location.line2', address.line2),
]
