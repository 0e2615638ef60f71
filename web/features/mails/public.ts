/** What other rooms may show of mails. */
export { mailSettingsQuery } from './mails.api.ts'
export { ReturnedMails } from './returned-mails.tsx'
