import { escapeHtml, headerName, linkOnly } from '../../platform/mail/mail-texts.ts'
import type { MailMessage } from '../../platform/mail/mailer.ts'

/** What the mail of an invitation says. */
export interface InvitationMail {
  to: string
  name: string
  /** The login, which may be another address than the one that the mail goes to. */
  login: string
  organizationName: string
  /** Link that opens the page to accept. */
  url: string
  /** Last moment of the link. */
  expiresAt: Date
}

/** The mail that lets a person take a place in an organization (MH6, MH9, RI5). Never holds a password. */
export function invitationMail({ to, name, login, organizationName, url, expiresAt }: InvitationMail): MailMessage {
  const greeting = `Hello ${name},`
  const invited = `You are invited to administer ${organizationName}. Your login is ${login}.`
  const open = 'Open this link to accept and, if your login has no password yet, to choose one:'
  const limits = `The link works once, until ${expiresAt.toISOString().slice(0, 16).replace('T', ' ')} UTC. When it is too old, its page sends you a fresh one.`
  const otherwise = 'If you did not expect this, ignore the mail: nothing happens without the link.'
  const subject = headerName(`Your invitation to ${organizationName}`)
  return {
    to: { name: headerName(name), address: to },
    subject,
    text: [greeting, invited, open, url, limits, otherwise].join('\n\n'),
    html: [
      `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(subject)}</title></head><body>`,
      `<p>${escapeHtml(greeting)}</p>`,
      `<p>${escapeHtml(invited)}</p>`,
      `<p>${open}</p>`,
      `<p><a href="${escapeHtml(linkOnly(url))}">${escapeHtml(url)}</a></p>`,
      `<p>${limits}</p>`,
      `<p>${otherwise}</p>`,
      '</body></html>',
    ].join('\n'),
  }
}

/** The address of the page to accept an invitation, below the installation's own address. */
export function invitationLink(publicUrl: string, token: string): string {
  const url = new URL('/accept-invitation', publicUrl)
  url.searchParams.set('token', token)
  return url.href
}
