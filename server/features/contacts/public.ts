/** What other rooms may call of the contacts of organizations. */
export { insertManyContacts, insertManyRepresentatives } from './contacts.queries.ts'
export { findOthersAmong, findOthersOf } from './contacts-list.queries.ts'
export { createContacts } from './create-contacts.ts'
export { deleteContact, getContact, updateContact } from './further-contacts.ts'
export { mergeContacts, mergeRepresentatives } from './merge-contacts.ts'
export { readContacts, readRepresentatives } from './read-contacts.ts'
export { changeContacts, contactRowsOf, insertContacts } from './save-contacts.ts'
export { changeRepresentatives, insertRepresentatives } from './save-representatives.ts'
