import * as contract from '@tenantry/contract/license-rules.ts'
import { route, steppedRoute } from '../../platform/http/route.ts'
import { createRule, deleteRule, getRule, listRules, updateRule } from './rules.ts'
import { runRules } from './run-rules.ts'

/** The operations of rules that license waiting devices. */
export const licenseRuleRoutes = [
  route(contract.listLicenseRules, async (context) => ({ body: await listRules(context) })),
  route(contract.createLicenseRule, async (context, { body }) => {
    const { rule, version } = await createRule(context, body)
    return { body: rule, version, object: { table: 'license_rules', id: rule.id } }
  }),
  route(contract.getLicenseRule, async (context, { params }) => {
    const { rule, version } = await getRule(context, params.id)
    return { body: rule, version }
  }),
  route(contract.updateLicenseRule, async (context, { params, body }) => {
    const { rule, version } = await updateRule(context, params.id, body)
    return { body: rule, version }
  }),
  route(contract.deleteLicenseRule, async (context, { params }) => {
    await deleteRule(context, params.id)
    return { body: undefined }
  }),
  steppedRoute(contract.runLicenseRules, async (step, { body }) => ({ body: await runRules(step, body) })),
]
