/** What a row of a file of customers asks for, as the bodies of createCustomer and updateCustomer. */
import type { SalesRepresentative } from './contacts.ts'
import type { CustomerRecord } from './customer-file.ts'
import type { ExternalId } from './external-ids.ts'
import type { Given } from './file-columns.ts'

type Row = Given<CustomerRecord>
type Body = Record<string, unknown>

/** What stays of a customer that a row changes, because a file cannot say it or does not say it. */
export type Kept = {
  externalIds: readonly ExternalId[]
  salesRepresentatives: readonly Pick<SalesRepresentative, 'email' | 'membershipId'>[]
}

const nothing: Kept = { externalIds: [], salesRepresentatives: [] }

/**
 * The body of createCustomer, but for `parentId`, `assignedUserIds` and `tagIds`: whoever imports looks for `parentCodes`,
 * `technicianEmails` and `tagNames` among what they may see. It still has to pass the schema, as anything that is sent.
 */
export function newCustomerBody(row: Row): Body {
  const { type, ...fields } = bodyOf(row, nothing)
  const { primary, billing, admin } = row.contacts ?? {}
  const contacts = filled({ primary: filled(primary), billing: filled(billing), admin: filled(admin) })
  const body = { ...fields, type: row.type ?? undefined, location: filled(row.location), contacts }
  return without(body, (value) => value === null || value === undefined)
}

/**
 * The body of updateCustomer, but for `assignedUserIds` and `tagIds`. Type and parent are not in it: they change elsewhere; nor is the
 * administrator, who is named once. Ids of systems that the row does not tell of stay, and a representative with the
 * email of one who was picked from the users stays that user.
 */
export function customerPatchBody(row: Row, kept: Kept): Body {
  const { primary, billing } = row.contacts ?? {}
  const contacts = row.contacts && without({ primary: orNobody(primary), billing: orNobody(billing) }, isMissing)
  const body = { ...bodyOf(row, kept), contacts: contacts && Object.keys(contacts).length > 0 ? contacts : undefined }
  return without(body, isMissing)
}

/**
 * The path in the row that a path of the API's problem means: places in lists count what is filled in a body, and every
 * column in a row.
 */
export function pathInRow(row: Row, body: Body, path: readonly string[]): string[] {
  const [field = '', place, ...rest] = path
  if (field === 'salesRepresentatives' && place !== undefined)
    return [field, representativesOf(row)[Number(place)]?.place ?? place, ...rest]
  if (field === 'externalIds' && place !== undefined && Array.isArray(body.externalIds))
    return [field, String((body.externalIds[Number(place)] as ExternalId | undefined)?.system ?? place)]
  if (field === 'assignedUserIds') return ['technicianEmails']
  if (field === 'tagIds') return ['tagNames']
  if (field === 'parentId') return ['parentCodes']
  return [...path]
}

function bodyOf(row: Row, kept: Kept): Body {
  const {
    id: _,
    parentCodes: __,
    technicianEmails: ___,
    type: ____,
    contacts: _____,
    tagNames: ______,
    ...fields
  } = row
  return {
    ...fields,
    plan: planOf(row),
    salesRepresentatives: row.salesRepresentatives ? representatives(row, kept) : undefined,
    externalIds: row.externalIds ? idsOf(row.externalIds, kept) : undefined,
  }
}

/** Licenses or a last day alone mean a trial. */
function planOf({ plan }: Row): Body | undefined {
  const given = filled(plan)
  return given && { kind: 'trial', ...given }
}

function representativesOf(row: Row) {
  return Object.entries(row.salesRepresentatives ?? {}).flatMap(([place, given]) => {
    const representative = filled(given)
    return representative ? [{ place, representative }] : []
  })
}

function representatives(row: Row, kept: Kept): Body[] {
  return representativesOf(row).map(({ representative }) => {
    const email = String(representative.email ?? '').toLowerCase()
    const picked = kept.salesRepresentatives.find((each) => each.email.toLowerCase() === email)?.membershipId
    return picked ? { ...representative, membershipId: picked } : representative
  })
}

function idsOf(given: NonNullable<Row['externalIds']>, kept: Kept): ExternalId[] {
  const others = kept.externalIds.filter(({ system }) => !Object.hasOwn(given, system))
  const told = Object.entries(given).flatMap(([system, values]) =>
    [...(values ?? [])].map((value) => ({ system, value: String(value) })),
  )
  return [...others, ...told]
}

/** What is filled of an object; nothing where nothing is. */
function filled(given: object | null | undefined): Body | undefined {
  const some = without(given ?? {}, (value) => value === null || value === undefined)
  return Object.keys(some).length > 0 ? some : undefined
}

/** A contact's changes; null, which removes it, where all that is told of it is empty. */
function orNobody(given: object | null | undefined): object | null | undefined {
  return given && Object.values(given).every((value) => value === null) ? null : (given ?? undefined)
}

function without(given: object, isLeftOut: (value: unknown) => boolean): Body {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => !isLeftOut(value)))
}

const isMissing = (value: unknown) => value === undefined
