/** What other rooms may call of the contacts of organizations. */
export { mergeContacts, mergeRepresentatives } from './merge-contacts.ts'
export { readContacts, readRepresentatives } from './read-contacts.ts'
export { changeContacts, insertContacts } from './save-contacts.ts'
export { changeRepresentatives, insertRepresentatives } from './save-representatives.ts'
