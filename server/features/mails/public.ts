/** What other rooms and the wiring may call of mails. */
export { expireMails, findDueMails, mailTasks } from './mail-tasks.ts'
export { ProviderMailer } from './provider-mailer.ts'
export { type NewMail, queueMail } from './queue-mail.ts'
