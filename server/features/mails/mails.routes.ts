import * as contract from '@tenantry/contract/mails.ts'
import { route } from '../../platform/http/route.ts'
import { listMails } from './list-mails.ts'

/** The operations of mails. */
export const mailRoutes = [
  route(contract.listMails, async (context, { query }) => ({ body: await listMails(context, query) })),
]
