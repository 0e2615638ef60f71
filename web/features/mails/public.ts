/** What other rooms may show of mails. */
export { NoServerNote } from './no-server-note.tsx'
export { ReturnedMails } from './returned-mails.tsx'
export { useOutboxCheck } from './use-outbox-check.ts'
