import type { MailTest, SmtpInput } from '@tenantry/contract/mail-settings.ts'
import { newId } from '../../platform/clock/clock.ts'
import type { Reader } from '../../platform/http/route.ts'
import { layOutMail } from '../../platform/mail/mail-layout.ts'
import { headerName } from '../../platform/mail/mail-texts.ts'
import { messageIdOf } from '../../platform/mail/mailer.ts'
import { SmtpError } from '../../platform/mail/smtp-faults.ts'
import { type SmtpEnvironment, sendBySmtp } from '../../platform/mail/smtp-mailer.ts'
import type { Vault } from '../../platform/vault.ts'
import { typedServer } from './mail-settings.ts'

/**
 * Sends a test mail by a server as it would be set, and tells what that has answered. No transaction is open while the
 * server is waited for.
 * @throws forbidden (403) for people who do not see the provider itself
 * @throws invalid_input (422) where the password that is kept was for another server or user
 */
export async function testMailSettings(
  step: Reader,
  { vault, smtp: environment }: { vault: Vault; smtp: SmtpEnvironment },
  { smtp, to }: { smtp: SmtpInput; to: string },
): Promise<MailTest> {
  const { server, date } = await step(async (context) => ({
    server: await typedServer(context, vault, smtp),
    date: context.clock.now(),
  }))
  const { name, address } = server.sender
  const content = layOutMail({
    providerName: name,
    title: 'The mail server works',
    paragraphs: [`${name} sends mails by ${server.host}. You get this one because somebody there has tested it.`],
  })
  const message = { to: { address: to }, subject: headerName(`Test mail of ${name}`), ...content }
  const messageId = messageIdOf(newId(), address)
  try {
    const answer = await sendBySmtp(server, message, { messageId, date }, environment)
    return { isSent: true, answer, fault: null }
  } catch (error) {
    if (!(error instanceof SmtpError)) throw error
    return { isSent: false, answer: error.message, fault: error.fault }
  }
}
