/** The mail server of a provider (OM3): who its mails come from, and whether it takes them. */
import { z } from 'zod'
import { coded } from './fields/issues.ts'
import { controlCharacter, displayName, exactText, isOnOneLine } from './fields/names.ts'
import { emailAddress } from './fields/web-addresses.ts'
import { defineOperation } from './operation.ts'

/** TLS from the first byte; after STARTTLS, and never without it; or none at all. */
export const smtpSecurities = ['starttls', 'tls', 'none'] as const

/** Not told as a pattern: classes of Unicode are unknown to many who read those of JSON Schema. */
const notInHost = /[\s\p{C}\p{Z}/\\?#@[\]%]/u

const host = z
  .string()
  .trim()
  .min(1)
  .max(253)
  .refine((name) => !notInHost.test(name), coded('host_invalid', 'Must be the name or address of a server'))
  .meta({ examples: ['smtp.example.com'] })
const shared = {
  host,
  port: z
    .number()
    .int()
    .min(1)
    .max(65_535)
    .meta({ examples: [587] }),
  security: z.enum(smtpSecurities),
  checksCertificate: z
    .boolean()
    .meta({ description: 'Whether a certificate that nobody vouches for is refused; off for one that you have made' }),
  user: exactText(255).nullable().meta({ description: 'null for a server that asks for none' }),
  senderAddress: emailAddress,
  senderName: displayName.nullable().meta({ description: 'null for the name of the provider' }),
  replyTo: emailAddress.nullable().meta({ description: 'Where answers go; null for the sender' }),
}

/** A mail server as it is read: its password is never told. */
export const SmtpSettings = z.object({
  ...shared,
  hasPassword: z.boolean(),
})
export type SmtpSettings = z.infer<typeof SmtpSettings>

/** A mail server as it is set. */
export const SmtpInput = z
  .strictObject({
    ...shared,
    checksCertificate: shared.checksCertificate.default(true),
    user: shared.user.default(null),
    senderName: shared.senderName.default(null),
    replyTo: shared.replyTo.default(null),
    password: z.string().max(1_000).refine(isOnOneLine, controlCharacter).nullable().optional().meta({
      description:
        'Left out, the one that is kept stays, as long as server and user do; null or empty for none. Encrypted where it is kept',
    }),
  })
  .meta({ id: 'SmtpInput' })
export type SmtpInput = z.output<typeof SmtpInput>

export const MailSettings = z.object({
  smtp: SmtpSettings.nullable().meta({ description: 'null: mails go to the outbox on the disk of the installation' }),
})
export type MailSettings = z.infer<typeof MailSettings>

export const MailSettingsInput = z.strictObject({ smtp: SmtpInput.nullable() }).meta({ id: 'MailSettingsInput' })
export type MailSettingsInput = z.output<typeof MailSettingsInput>

/** Why a mail server did not take a mail. */
export const smtpFaults = [
  'address_refused',
  'unreachable',
  'certificate',
  'authentication',
  'server',
  'recipient',
] as const

export const MailTest = z.object({
  isSent: z.boolean(),
  answer: z.string().meta({ description: 'What the server has answered, or why there was no answer' }),
  fault: z.enum(smtpFaults).nullable(),
})
export type MailTest = z.infer<typeof MailTest>

const example = {
  host: 'smtp.example.com',
  port: 587,
  security: 'starttls' as const,
  user: 'mailer',
  password: 'seven gentle otters',
  senderAddress: 'noreply@example.com',
}

export const getMailSettings = defineOperation({
  id: 'getMailSettings',
  method: 'GET',
  path: '/mail-settings',
  tag: 'mails',
  summary: 'Reads which server sends the mails of the provider',
  access: 'settings.manage',
  response: MailSettings,
  status: 200,
  errors: [],
  versioned: true,
})

export const updateMailSettings = defineOperation({
  id: 'updateMailSettings',
  method: 'PUT',
  path: '/mail-settings',
  tag: 'mails',
  summary: 'Sets which server sends the mails of the provider',
  access: 'settings.manage',
  body: MailSettingsInput,
  response: MailSettings,
  status: 200,
  errors: ['precondition_failed', 'precondition_required'],
  versioned: true,
  example: { body: { smtp: example } },
})

export const testMailSettings = defineOperation({
  id: 'testMailSettings',
  method: 'POST',
  path: '/mail-settings/tests',
  tag: 'mails',
  summary: 'Sends a test mail by a server as it would be set, and tells what that has answered; nothing is kept',
  access: 'settings.manage',
  isLong: true,
  body: z.strictObject({ smtp: SmtpInput, to: emailAddress }).meta({ id: 'MailTestInput' }),
  response: MailTest,
  status: 200,
  errors: [],
  example: { body: { smtp: { ...example, host: 'smtp.invalid' }, to: 'administrator@example.com' } },
})
