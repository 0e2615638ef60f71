import type { Clock } from '../../platform/clock/clock.ts'
import { newId } from '../../platform/clock/clock.ts'
import type { TenantDatabase } from '../../platform/database/tenant-database.ts'
import type { DiskMailer } from '../../platform/mail/disk-mailer.ts'
import {
  type Delivery,
  type Mailer,
  type MailIdentity,
  type MailMessage,
  messageIdOf,
} from '../../platform/mail/mailer.ts'
import { SmtpError } from '../../platform/mail/smtp-faults.ts'
import { type SmtpEnvironment, sendBySmtp } from '../../platform/mail/smtp-mailer.ts'
import { systemScope } from '../../platform/tenancy/scope.ts'
import { type Vault, VaultError } from '../../platform/vault.ts'
import { findMailSettings, findProviderName } from './mail-settings.queries.ts'
import { serverOf } from './mail-settings.ts'

/** What sends the mails of all providers. */
export interface ProviderMailerOptions {
  database: TenantDatabase
  clock: Clock
  vault: Vault
  smtp: SmtpEnvironment
  /** Takes the mails of providers without a server, and those that are no provider's. */
  disk: DiskMailer
}

/** Sends the mails of a provider by its own server, or puts them into the outbox on disk. */
export class ProviderMailer implements Mailer {
  readonly #options: ProviderMailerOptions

  constructor(options: ProviderMailerOptions) {
    this.#options = options
  }

  async deliver(
    message: MailMessage,
    identity?: MailIdentity,
    { providerId }: { providerId?: string } = {},
  ): Promise<Delivery> {
    const { clock, disk, smtp } = this.#options
    const named = identity ?? { id: newId(), date: clock.now() }
    if (!providerId) return disk.deliver(message, named)
    const { name, server } = await this.#serverOf(providerId)
    if (!server) return disk.deliver(message, named, { name })
    const messageId = named.messageId ?? messageIdOf(named.id, server.sender.address)
    await sendBySmtp(server, message, { messageId, date: named.date }, smtp)
    // It may have lain there from before there was a server; a copy that stays does no harm.
    await disk.withdraw(named).catch(() => {})
    return { messageId, sentBy: 'smtp' }
  }

  async #serverOf(providerId: string) {
    const { database, vault } = this.#options
    const [row, { name }] = await database.within(
      systemScope(providerId),
      (tx) => Promise.all([findMailSettings(tx), findProviderName(tx, providerId)]),
      { readOnly: true },
    )
    try {
      return { name, server: row ? serverOf(row, { providerId, name }, vault) : null }
    } catch (error) {
      if (!(error instanceof VaultError)) throw error
      throw new SmtpError(
        'authentication',
        'The password cannot be read with the key of this installation: type it again',
      )
    }
  }
}
