/** Which server sends the mails of a provider. */
import type { MailSettings, MailSettingsInput, SmtpInput, SmtpSettings } from '@tenantry/contract/mail-settings.ts'
import { invalidInput } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { requireMatch } from '../../platform/http/if-match.ts'
import type { SmtpEnvironment, SmtpServer } from '../../platform/mail/smtp-mailer.ts'
import { isRefused, refusalOf } from '../../platform/network/guarded-socket.ts'
import type { Vault } from '../../platform/vault.ts'
import { recordAudit } from '../audit-events/public.ts'
import { raiseProvider, requireProvider } from '../settings/public.ts'
import {
  deleteMailSettings,
  findMailSettings,
  findProviderName,
  lockProviderVersion,
  type MailSettingsRow,
  putMailSettings,
} from './mail-settings.queries.ts'

/** The settings with the version that a change has to name; it is the one of the provider's other settings. */
export interface ReadMailSettings {
  settings: MailSettings
  version: number
}

/**
 * Reads which server sends the mails of the provider, without its password.
 * @throws forbidden (403) for people who do not see the provider itself
 */
export async function getMailSettings(context: CallContext): Promise<ReadMailSettings> {
  await requireProvider(context)
  const { tx, caller } = context
  const [row, { version }] = await Promise.all([findMailSettings(tx), findProviderName(tx, caller.scope.providerId)])
  return { settings: { smtp: row ? smtpView(row) : null }, version }
}

/**
 * Sets which server sends the mails of the provider. Locks the provider's row.
 * @throws forbidden (403) for people who do not see the provider itself
 * @throws precondition_failed (412) when somebody has changed them since
 * @throws invalid_input (422) where the password that is kept was for another server or user, and for an address that is
 * never to be reached
 */
export async function updateMailSettings(
  context: CallContext,
  { vault, smtp: { guard } }: { vault: Vault; smtp: SmtpEnvironment },
  { smtp }: MailSettingsInput,
): Promise<ReadMailSettings> {
  await requireProvider(context)
  if (smtp && isRefused(smtp.host, guard))
    throw invalidInput({ path: 'smtp.host', code: 'address_refused', message: refusalOf(smtp.host) })
  const { tx, clock, ifMatch, caller } = context
  const { providerId } = caller.scope
  const locked = await lockProviderVersion(tx, providerId)
  requireMatch(ifMatch, locked)
  const before = await findMailSettings(tx)
  const after = smtp && rowOf(smtp, keptPassword(smtp, before), providerId, vault)
  if (after)
    await putMailSettings(tx, {
      provider_id: providerId,
      organization_id: providerId,
      ...after,
      updated_at: clock.now(),
    })
  else await deleteMailSettings(tx, providerId)
  await raiseProvider(tx, providerId, clock.now())
  await recordAudit(context, {
    action: 'mail_settings.updated',
    organizationId: providerId,
    objectType: 'organization',
    objectId: providerId,
    before: before ? audited(before) : {},
    after: after ? audited(after) : {},
  })
  return { settings: { smtp: after && smtpView(after) }, version: locked + 1 }
}

/** The password of a server is no secret of the next one: whoever names another server or user types it again. */
function keptPassword(smtp: SmtpInput, kept: MailSettingsRow | undefined): string | null {
  if (smtp.password !== undefined || !kept?.sealed_password) return null
  const isSame = smtp.host === kept.host && smtp.port === kept.port && smtp.user === kept.user_name
  if (isSame && smtp.security === kept.security && smtp.checksCertificate === kept.checks_certificate)
    return kept.sealed_password
  if (smtp.user === null) return null
  throw invalidInput({
    path: 'smtp.password',
    code: 'password_again',
    message: 'Type the password again: it was for another server, user or protection',
  })
}

/**
 * A server as it would be set, ready to send.
 * @throws invalid_input (422) where the password that is kept was for another server or user
 */
export async function typedServer(context: CallContext, vault: Vault, smtp: SmtpInput): Promise<SmtpServer> {
  await requireProvider(context)
  const { providerId } = context.caller.scope
  const row = await findMailSettings(context.tx)
  const { name } = await findProviderName(context.tx, providerId)
  return serverOf(rowOf(smtp, keptPassword(smtp, row), providerId, vault), { providerId, name }, vault)
}

/**
 * The server of a row, ready to send.
 * @throws VaultError when its password was sealed with another key
 */
export function serverOf(
  row: MailSettingsRow,
  { providerId, name }: { providerId: string; name: string },
  vault: Vault,
): SmtpServer {
  return {
    host: row.host,
    port: row.port,
    security: row.security as SmtpServer['security'],
    checksCertificate: row.checks_certificate,
    user: row.user_name,
    password: row.sealed_password === null ? null : vault.open(row.sealed_password, placeOf(providerId)),
    sender: { name: row.sender_name ?? name, address: row.sender_address, replyTo: row.reply_to },
  }
}

function rowOf(smtp: SmtpInput, kept: string | null, providerId: string, vault: Vault): MailSettingsRow {
  const typed = smtp.user === null ? null : smtp.password
  return {
    host: smtp.host,
    port: smtp.port,
    security: smtp.security,
    checks_certificate: smtp.checksCertificate,
    user_name: smtp.user,
    sealed_password: typed ? vault.seal(typed, placeOf(providerId)) : kept,
    sender_address: smtp.senderAddress,
    sender_name: smtp.senderName,
    reply_to: smtp.replyTo,
  }
}

const placeOf = (providerId: string) => `mail-settings ${providerId}`

function smtpView(row: MailSettingsRow): SmtpSettings {
  return {
    host: row.host,
    port: row.port,
    security: row.security as SmtpSettings['security'],
    checksCertificate: row.checks_certificate,
    user: row.user_name,
    hasPassword: row.sealed_password !== null,
    senderAddress: row.sender_address,
    senderName: row.sender_name,
    replyTo: row.reply_to,
  }
}

/** That a password changed shows, as its name says what it is; the log keeps no value of it. */
function audited(row: MailSettingsRow) {
  const { hasPassword: _, ...shown } = smtpView(row)
  return { ...shown, password: row.sealed_password }
}
