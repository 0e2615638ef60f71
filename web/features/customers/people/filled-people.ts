import type { Contact, ContactInput, SalesRepresentative } from '@tenantry/contract/contacts.ts'
import type { CustomerInput } from '@tenantry/contract/customers.ts'
import { showEmail } from '@tenantry/contract/fields/web-addresses.ts'
import type { z } from 'zod'
import { keyedList } from '../form/keyed-list.ts'
import { personOf, representativeOf } from './people-input.ts'
import type { PeopleValues, PersonValues } from './people-values.ts'

type Given = Pick<
  Partial<z.input<typeof CustomerInput>>,
  'contacts' | 'salesRepresentatives' | 'accountManagerEmail' | 'assignedUserIds' | 'location'
>

/** The people with those that a copy or a template names; new numbers begin in the country that it gives. */
export function filledPeople(values: PeopleValues, given: Given): PeopleValues {
  const { contacts, salesRepresentatives, accountManagerEmail, assignedUserIds, location } = given
  const country = location?.country || values.phoneCountry
  const person = (contact: z.input<typeof ContactInput> | null | undefined, before: PersonValues) =>
    contact ? personOf(whole(contact), country) : before
  return {
    ...values,
    phoneCountry: country,
    primary: person(contacts?.primary, values.primary),
    isAlsoBilling: values.isAlsoBilling && !contacts?.billing,
    billing: person(contacts?.billing, values.billing),
    others: contacts?.others
      ? keyedList(
          contacts.others.map((other) => ({ id: '', role: other.role ?? '', ...personOf(whole(other), country) })),
        )
      : values.others,
    technicians: {
      ...values.technicians,
      ...Object.fromEntries((assignedUserIds ?? []).map((id) => [id, true as const])),
    },
    accountManagerEmail: accountManagerEmail ? showEmail(accountManagerEmail) : values.accountManagerEmail,
    salesRepresentatives: salesRepresentatives
      ? keyedList(salesRepresentatives.map((each) => representativeOf(wholeSeller(each), country)))
      : values.salesRepresentatives,
  }
}

function whole(contact: z.input<typeof ContactInput>): Contact {
  const nothing = { firstName: null, lastName: null, email: null, phone: null, phoneExtension: null, fax: null }
  const given = Object.entries(contact).filter(([, value]) => value !== undefined)
  return { ...nothing, faxExtension: null, ...Object.fromEntries(given) }
}

type Seller = NonNullable<Given['salesRepresentatives']>[number]

function wholeSeller({ name, email, phone, membershipId }: Seller): SalesRepresentative {
  return {
    name,
    email,
    phone: phone ?? null,
    membershipId: (membershipId ?? null) as SalesRepresentative['membershipId'],
  }
}
