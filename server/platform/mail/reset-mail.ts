import { escapeHtml, headerName, linkOnly } from './mail-texts.ts'
import type { MailMessage } from './mailer.ts'

/** What the mail with a reset link says. */
export interface ResetMail {
  /** Email address of the account. */
  to: string
  name: string
  /** Link that opens the page for a new password. */
  url: string
  expiresMinutes: number
}

/** The mail that lets a person set a new password. */
export function resetMail({ to, name, url, expiresMinutes }: ResetMail): MailMessage {
  const greeting = name === '' ? 'Hello,' : `Hello ${name},`
  const asked = 'Somebody asked to set a new password for your account. Open this link to choose one:'
  const limits = `The link works once and for ${expiresMinutes} minutes.`
  const otherwise = 'If it was not you, ignore this mail: your password stays as it is.'
  return {
    to: { name: headerName(name), address: to },
    subject: 'Set a new password',
    text: [greeting, asked, url, limits, otherwise].join('\n\n'),
    html: [
      '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Set a new password</title></head><body>',
      `<p>${escapeHtml(greeting)}</p>`,
      `<p>${asked}</p>`,
      `<p><a href="${escapeHtml(linkOnly(url))}">${escapeHtml(url)}</a></p>`,
      `<p>${limits}</p>`,
      `<p>${otherwise}</p>`,
      '</body></html>',
    ].join('\n'),
  }
}
