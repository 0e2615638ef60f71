import { type Clock, newId } from '../clock/clock.ts'
import type { FileStore } from '../files/file-store.ts'
import { composeMail } from './compose-mail.ts'
import { checkedMail, type Delivery, type Mailer, type MailIdentity, type MailMessage, messageIdOf } from './mailer.ts'

/** What the outbox on disk stands on. */
export interface DiskMailerOptions {
  store: FileStore
  clock: Clock
  /** Email address of the sender. */
  from: string
}

/** The folder of the file store that mails lie in, one file each, in the order of their time. */
export const mailOutbox = 'mail/outbox'

/** Puts mails into a folder of the file store, where they wait for the operator to pass them on. */
export class DiskMailer implements Mailer {
  readonly #options: DiskMailerOptions

  constructor(options: DiskMailerOptions) {
    this.#options = options
  }

  /** @param name what the sender is called; the product’s name where it is missing */
  async deliver(
    message: MailMessage,
    identity?: MailIdentity,
    { name = 'Tenantry' }: { name?: string; providerId?: string } = {},
  ): Promise<Delivery> {
    const { store, clock, from } = this.#options
    const { id, date, messageId = null } = identity ?? { id: newId(), date: clock.now() }
    const own = messageId ?? messageIdOf(id, from)
    const content = await composeMail(checkedMail(message), { sender: { name, address: from }, messageId: own, date })
    await store.put(fileOf({ id, date }), content)
    return { messageId: own, sentBy: 'disk' }
  }

  /** Takes a mail out of the outbox, which somebody else has sent; does nothing where it does not lie there. */
  async withdraw(identity: Pick<MailIdentity, 'id' | 'date'>): Promise<void> {
    await this.#options.store.remove(fileOf(identity))
  }
}

function fileOf({ id, date }: Pick<MailIdentity, 'id' | 'date'>): string {
  const time = date
    .toISOString()
    .replace(/[-:]|\.\d+/g, '')
    .toLowerCase()
  return `${mailOutbox}/${time}-${id}.eml`
}
