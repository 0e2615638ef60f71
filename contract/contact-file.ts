/** The columns of a file of further contacts, each naming its customer by code. */
import type { OtherContact } from './contacts.ts'
import { codePath } from './customer-file.ts'
import { phone, text } from './file-cells.ts'
import { columnsOf, type FileColumn, type Given } from './file-columns.ts'

/** A further contact as a file tells of it. */
export interface ContactRecord extends OtherContact {
  /** Its customer in codes, from the house of whoever exports or imports downwards; the last one is the customer's. */
  customerCodes: string[]
  customerName: string
}

const column = columnsOf<ContactRecord>()
const shown = { isReadOnly: true } as const
const identity = { isId: true, isClearable: false } as const

/** Every column of a file of further contacts in its order. */
export const contactFileColumns: readonly FileColumn[] = [
  column('customerCodes', 'Customer code', codePath, { isClearable: false }),
  column('customerName', 'Customer', text, shown),
  column('role', 'Role', text),
  column('firstName', 'First name', text),
  column('lastName', 'Last name', text),
  column('email', 'Email', text),
  column('phone', 'Phone', phone),
  column('phoneExtension', 'Extension', text),
  column('fax', 'Fax', phone),
  column('faxExtension', 'Fax extension', text),
  column('id', 'ID', text, identity),
]

/** What a row says as the body of createContact and updateContact; its customer is told apart. */
export function contactBody({ id: _, customerCodes: __, ...body }: Given<ContactRecord>): Record<string, unknown> {
  return body
}
