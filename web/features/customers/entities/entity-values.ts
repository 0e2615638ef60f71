import { type EntityInput, mostEntitiesAtOnce } from '@tenantry/contract/entities.ts'
import { type Entity, type EntityKind, entityKinds } from '@tenantry/contract/entity-list.ts'
import { splitPhone } from '@tenantry/contract/fields/phones.ts'
import { showEmail } from '@tenantry/contract/fields/web-addresses.ts'
import type { TagId } from '@tenantry/contract/ids.ts'
import type { z } from 'zod'
import { clearedTexts, filledTexts } from '../form/clearable-texts.ts'
import { toE164 } from '../form/company-values.ts'
import { followedPhone } from '../form/followed-phone.ts'
import type { FormValues } from '../form/form-part.ts'
import { keyedList } from '../form/keyed-list.ts'
import { emptyLocation, type KnownLocation, type LocationValues, locationOf } from '../form/location-values.ts'
import type { PhoneValues } from '../form/number-field.tsx'
import { isSame } from '../profile/profile-values.ts'

const emptyContact = { firstName: '', lastName: '', email: '', phoneExtension: '' }

/** An entity as a form holds it: every field a text, empty where nothing is known. */
export type EntityValues = {
  name: string
  kind: EntityKind
  code: string
  contact: typeof emptyContact & { phone: PhoneValues }
  location: LocationValues
  /** The ids of those that are chosen; none where the form has no tags. */
  tags: Record<string, true>
}

/** What the form asks the API to store, each field present: null where the form is empty. */
export type EntityRequest = z.input<typeof EntityInput>

/** The values of an entity of which nothing is known yet; its phone begins in the given country. */
export function emptyEntity(phoneCountry: string): EntityValues {
  const contact = { ...emptyContact, phone: { country: phoneCountry, number: '' } }
  return { name: '', kind: 'branch', code: '', contact, location: emptyLocation, tags: {} }
}

/** Whether nothing was typed or chosen; what is chosen from the beginning does not count. */
export function isEmptyEntity({ name, kind, code, contact, location }: EntityValues): boolean {
  const { phone, ...texts } = contact
  if (kind !== entityKinds[0]) return false
  return [name, code, phone.number, ...Object.values(texts), ...Object.values(location)].every(
    (text) => text.trim() === '',
  )
}

/** An entity as it is stored or sent, as far as it is known. */
type KnownEntity = Pick<Entity, 'name'> & {
  kind?: EntityKind | undefined
  code?: string | null | undefined
  contact?: { [Part in keyof Entity['contact']]?: string | null | undefined } | undefined
  location?: KnownLocation | undefined
  tags?: Entity['tags'] | undefined
}

/** An entity in a form; where it has no phone, one begins in the given country. */
export function entityValuesOf(entity: KnownEntity, phoneCountry: string): EntityValues {
  const { name, kind = entityKinds[0], code, contact = {}, location = {}, tags = [] } = entity
  const phone = contact.phone ? splitPhone(contact.phone) : null
  const number = phone?.country ? phone.nationalNumber : (contact.phone ?? '')
  return {
    name,
    kind,
    code: code ?? '',
    contact: {
      ...filledTexts(emptyContact, contact),
      email: showEmail(contact.email ?? ''),
      phone: { country: phone?.country ?? location.country ?? phoneCountry, number },
    },
    location: locationOf(location),
    tags: Object.fromEntries(tags.map(({ id }) => [id, true as const])),
  }
}

/** What a form asks the API to store. */
export function toEntityRequest({ name, kind, code, contact, location }: EntityValues): EntityRequest {
  const { phone, ...texts } = contact
  return {
    name,
    kind,
    ...clearedTexts({ code }),
    contact: { ...clearedTexts(texts), phone: toE164(phone) },
    location: clearedTexts(location),
  }
}

/** What a form asks the API to put on an entity; nothing where it has the same ones already. */
export function tagsRequest(before: EntityValues | null, { tags }: EntityValues): { tagIds?: TagId[] } {
  return isSame(before?.tags ?? {}, tags) ? {} : { tagIds: Object.keys(tags) as TagId[] }
}

/** Only what differs, so that nobody's change of another part is undone. */
export function changedEntityFields(before: EntityValues, after: EntityValues): Partial<EntityRequest> {
  return differing(toEntityRequest(before), toEntityRequest(after))
}

function differing<Fields extends object>(before: Fields, after: Fields): Partial<Fields> {
  const old: Record<string, unknown> = Object.fromEntries(Object.entries(before))
  const entries = Object.entries(after)
    .filter(([name, value]) => !isSame(old[name], value))
    .map(([name, value]) => {
      const inner = old[name]
      return [name, isGroup(value) && isGroup(inner) ? differing(inner, value) : value]
    })
  return Object.fromEntries(entries) as Partial<Fields>
}

function isGroup(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

/** The location with the address of another one; the name of the place stays its own. */
export function withAddress(own: LocationValues, address: KnownLocation): LocationValues {
  return { ...locationOf(address), name: own.name }
}

/** A change of an entity with what it does to its phone. */
export function withFollowedPhone(before: EntityValues, after: EntityValues): EntityValues {
  const { contact } = after
  const phone = followedPhone(contact.phone, before.location.country, after.location.country)
  return phone === contact.phone ? after : { ...after, contact: { ...contact, phone } }
}

/** Whether a location says more than a name. */
export function hasAddress(location: KnownLocation): boolean {
  const { name: _, ...address } = location
  return Object.values(address).some((text) => (text ?? '') !== '')
}

/** A kind by its value; the first one for anything else. */
export function kindOf(value: string | null): EntityKind {
  return entityKinds.find((kind) => kind === value) ?? entityKinds[0]
}

/** Entities that are added together with their customer, as the wizard holds them. */
export type EntityListValues = FormValues & { phoneCountry: string; entities: { [key: string]: EntityValues } }

/** The entities with those that a copy or a template names after what was typed, as many as one request adds. */
export function filledEntities(values: EntityListValues, given: readonly EntityRequest[] = []): EntityListValues {
  if (given.length === 0) return values
  const typed = Object.values(values.entities).filter((entity) => !isEmptyEntity(entity))
  const added = given.map((entity) => entityValuesOf(entity, values.phoneCountry))
  return { ...values, entities: keyedList([...typed, ...added].slice(0, mostEntitiesAtOnce)) }
}
