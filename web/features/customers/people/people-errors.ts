import { CustomerInput } from '@tenantry/contract/customers.ts'
import { hasVisibleCharacter } from '@tenantry/contract/fields/names.ts'
import { type FieldErrors, schemaErrors } from '../../../platform/zod-form.ts'
import { toKeyedPaths } from '../form/keyed-list.ts'
import { atCountryCodes } from '../form/phone-errors.ts'
import { texts } from './people.texts.ts'
import { toPeopleInput } from './people-input.ts'
import { adminOf, isEmptyOther, isEmptyRepresentative, type PeopleValues } from './people-values.ts'

/** The paths of a request that people fill. */
export const peoplePaths = ['contacts', 'accountManagerEmail', 'assignedUserIds', 'salesRepresentatives'] as const

const schema = CustomerInput.pick({
  contacts: true,
  accountManagerEmail: true,
  assignedUserIds: true,
  salesRepresentatives: true,
})

/** What keeps people from being stored, by the path of the field in the form. */
export function peopleErrors(values: PeopleValues): FieldErrors {
  // Said at once with the other problems; the schema asks for a name only when all else is right.
  const isNameless = values.admin.isWanted && !hasVisibleCharacter(adminOf(values).displayName)
  const missing: FieldErrors = isNameless ? { 'contacts.admin.firstName': texts.admin.nameMissing } : {}
  const errors = { ...missing, ...schemaErrors(schema, toPeopleInput(values)) }
  return atCountryCodes(toPeoplePaths(errors, values), values)
}

/** Errors by the paths of a request, moved to where the form shows them. */
export function toPeoplePaths(errors: FieldErrors, values: PeopleValues): FieldErrors {
  const named = Object.entries(errors).map(([path, message]) => [fieldOf(path, values), message])
  const others = filledKeys(values.others, isEmptyOther)
  const representatives = filledKeys(values.salesRepresentatives, isEmptyRepresentative)
  return toKeyedPaths(
    toKeyedPaths(Object.fromEntries(named), 'others', others),
    'salesRepresentatives',
    representatives,
  )
}

/** Whom a name or an address of a second role is typed for. */
function ownerOf(role: string, field: string | undefined, { isAlsoBilling, isAlsoAdmin }: PeopleValues): string {
  if (role === 'billing' && isAlsoBilling) return 'primary'
  const isShared = field === 'firstName' || field === 'lastName' || field === 'email'
  return role === 'admin' && isAlsoAdmin && isShared ? 'primary' : role
}

function fieldOf(path: string, values: PeopleValues): string {
  if (path === 'assignedUserIds' || path.startsWith('assignedUserIds.')) return 'technicians'
  const isContact = path.startsWith('contacts.')
  const [role = '', ...rest] = (isContact ? path.slice('contacts.'.length) : path).split('.')
  // Its fields are not there before one is wanted.
  if (role === 'admin' && !values.admin.isWanted) return 'admin.isWanted'
  const field = rest.length === 0 && ['primary', 'billing', 'admin'].includes(role) ? ['firstName'] : rest
  const whole = [isContact ? ownerOf(role, field[0], values) : role, ...field].join('.')
  return whole.replace(/(^|\.)(phone|fax)$/, '$1$2.number')
}

function filledKeys<Item>(list: { [key: string]: Item }, isEmpty: (item: Item) => boolean): string[] {
  return Object.entries(list).flatMap(([key, item]) => (isEmpty(item) ? [] : [key]))
}
