import type { ListQuery } from '@tenantry/contract/list.ts'
import type { MailSummary } from '@tenantry/contract/mails.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { type Page, toPage } from '../../platform/list/list-plan.ts'
import { requireProvider } from '../settings/public.ts'
import { findMailRows, planMails } from './mails.queries.ts'
import { mailSummaryView } from './mails.view.ts'

/**
 * Pages the mails of the provider, the newest first.
 * @throws forbidden (403) for people who do not see the provider itself
 * @throws invalid_input (422) for a cursor of another list
 */
export async function listMails(context: CallContext, query: ListQuery): Promise<Page<MailSummary>> {
  await requireProvider(context)
  const plan = planMails(context.caller, query)
  const { rows, counted } = await findMailRows(context.tx, plan)
  return toPage(plan, rows, counted, mailSummaryView)
}
