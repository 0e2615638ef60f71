/** What other rooms may call of the contacts of organizations. */
export { readContacts, readRepresentatives } from './read-contacts.ts'
export { changeContacts, insertContacts } from './save-contacts.ts'
export { changeRepresentatives, insertRepresentatives } from './save-representatives.ts'
