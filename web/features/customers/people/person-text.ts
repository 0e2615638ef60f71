import { type Contact, nameOf } from '@tenantry/contract/contacts.ts'
import { formatPhone } from '@tenantry/contract/fields/phones.ts'
import { showEmail } from '@tenantry/contract/fields/web-addresses.ts'
import { texts } from './people.texts.ts'

type Shown = { [Part in keyof Contact]?: string | null | undefined }

/** A person on lines: name, email, numbers; empty where nothing is known. */
export function personText(person: Shown): string {
  const fax = person.fax && formatPhone(person.fax, person.faxExtension)
  return [
    nameOf(person).trim(),
    person.email && showEmail(person.email),
    person.phone && formatPhone(person.phone, person.phoneExtension),
    fax && `${texts.person.fax} ${fax}`,
  ]
    .filter(Boolean)
    .join('\n')
}

/** Further contacts below the words of their roles; those of one role stand together. */
export function textsByRole(others: readonly (Shown & { role?: string | null | undefined })[]): [string, string][] {
  const byRole = new Map<string, string[]>()
  for (const other of others) {
    const role = other.role?.trim() || texts.others.roleless
    byRole.set(role, [...(byRole.get(role) ?? []), personText(other)])
  }
  return [...byRole].map(([role, people]) => [role, people.join('\n\n')])
}

/** Name, address and number of those who sell to the customer. */
export function representativeText(each: { name: string; email: string; phone?: string | null | undefined }): string {
  return [each.name, showEmail(each.email), each.phone && formatPhone(each.phone)].filter(Boolean).join('\n')
}
