/** What other rooms may show of mails. */
export { ReturnedMails } from './returned-mails.tsx'
