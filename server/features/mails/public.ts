/** What other rooms may call of mails. */
export { type NewMail, queueMail } from './queue-mail.ts'
