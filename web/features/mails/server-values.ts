import type { SmtpInput, SmtpSettings, smtpSecurities } from '@tenantry/contract/mail-settings.ts'

/** A mail server as a form holds it. */
export interface ServerValues {
  host: string
  port: string
  security: (typeof smtpSecurities)[number]
  checksCertificate: boolean
  user: string
  password: string
  senderAddress: string
  senderName: string
  replyTo: string
}

/** A stored server in a form; the password is never told. */
export function serverValues(smtp: SmtpSettings | null): ServerValues {
  return {
    host: smtp?.host ?? '',
    port: String(smtp?.port ?? 587),
    security: smtp?.security ?? 'starttls',
    checksCertificate: smtp?.checksCertificate ?? true,
    user: smtp?.user ?? '',
    password: '',
    senderAddress: smtp?.senderAddress ?? '',
    senderName: smtp?.senderName ?? '',
    replyTo: smtp?.replyTo ?? '',
  }
}

/** What a form asks the API to store or to test. */
export function toSmtpInput(values: ServerValues): SmtpInput {
  const { password, port, user, senderName, replyTo, ...rest } = values
  return {
    ...rest,
    port: /^\d{1,5}$/.test(port.trim()) ? Number(port.trim()) : Number.NaN,
    user: user.trim() || null,
    senderName: senderName.trim() || null,
    replyTo: replyTo.trim() || null,
    // Left out, the one that is kept stays.
    ...(password === '' ? {} : { password }),
  }
}
