import * as settings from '@tenantry/contract/mail-settings.ts'
import * as contract from '@tenantry/contract/mails.ts'
import { route, steppedRoute } from '../../platform/http/route.ts'
import type { SmtpEnvironment } from '../../platform/mail/smtp-mailer.ts'
import type { Vault } from '../../platform/vault.ts'
import { listMails } from './list-mails.ts'
import { getMailSettings, updateMailSettings } from './mail-settings.ts'
import { listReturnedMails } from './returned-mails.ts'
import { getMail, sendMailAgain, sendOutbox } from './send-again.ts'
import { testMailSettings } from './test-mail-settings.ts'

/** The operations of mails and of what sends them. */
export const mailRoutes = (environment: { vault: Vault; smtp: SmtpEnvironment }) => [
  route(contract.listMails, async (context, { query }) => ({ body: await listMails(context, query) })),
  route(contract.getMail, async (context, { params }) => ({ body: await getMail(context, params.id) })),
  route(contract.sendMailAgain, async (context, { params }) => ({
    body: await sendMailAgain(context, params.id),
    object: { table: 'mails', id: params.id },
  })),
  route(contract.sendOutbox, async (context) => ({
    body: await sendOutbox(context),
    object: { table: 'organizations', id: context.caller.scope.providerId },
  })),
  route(contract.listReturnedMails, async (context, { params }) => ({
    body: await listReturnedMails(context, params.id),
  })),
  route(settings.getMailSettings, async (context) => {
    const { settings: body, version } = await getMailSettings(context)
    return { body, version }
  }),
  route(settings.updateMailSettings, async (context, { body: input }) => {
    const { settings: body, version } = await updateMailSettings(context, environment, input)
    return { body, version }
  }),
  steppedRoute(settings.testMailSettings, async (step, { body }) => ({
    body: await testMailSettings(step, environment, body),
  })),
]
