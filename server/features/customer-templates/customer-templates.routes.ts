import * as contract from '@tenantry/contract/customer-templates.ts'
import { route } from '../../platform/http/route.ts'
import { listTemplates } from './list-templates.ts'
import { createTemplate, deleteTemplate, getTemplate, updateTemplate } from './save-template.ts'

/** The operations of templates of customers. */
export const customerTemplateRoutes = [
  route(contract.listCustomerTemplates, async (context, { query }) => ({ body: await listTemplates(context, query) })),
  route(contract.createCustomerTemplate, async (context, { body }) => {
    const { template, version } = await createTemplate(context, body)
    return { body: template, version, object: { table: 'customer_templates', id: template.id } }
  }),
  route(contract.getCustomerTemplate, async (context, { params }) => {
    const { template, version } = await getTemplate(context, params.id)
    return { body: template, version }
  }),
  route(contract.updateCustomerTemplate, async (context, { params, body }) => {
    const { template, version } = await updateTemplate(context, params.id, body)
    return { body: template, version }
  }),
  route(contract.deleteCustomerTemplate, async (context, { params }) => {
    await deleteTemplate(context, params.id)
    return { body: undefined }
  }),
]
