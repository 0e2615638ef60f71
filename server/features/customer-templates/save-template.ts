import type {
  CustomerTemplate,
  CustomerTemplateInput,
  CustomerTemplatePatch,
  CustomerTemplateValues,
} from '@tenantry/contract/customer-templates.ts'
import { mostTemplates, CustomerTemplateValues as Values } from '@tenantry/contract/customer-templates.ts'
import { sortKey } from '@tenantry/contract/fields/sort-keys.ts'
import { newId } from '../../platform/clock/clock.ts'
import { invalidInput } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { recordAudit } from '../audit-events/public.ts'
import { readCopy } from '../customers/public.ts'
import { findColleague } from '../users/public.ts'
import {
  countTemplates,
  deleteTemplateRow,
  insertTemplate,
  type TemplateRow,
  updateTemplateRow,
} from './customer-templates.queries.ts'
import { templateChange, templateView } from './customer-templates.view.ts'
import { lockTemplate, nameTaken, ownerFor, readTemplate, sharing } from './template-place.ts'
import { usableValues } from './usable-values.ts'

/** A template with the version that its next change has to name. */
export interface SavedTemplate {
  template: CustomerTemplate
  version: number
}

/** Reads a template as the caller can use it (B23). @throws not_found (404) when it does not exist for the caller */
export async function getTemplate(context: CallContext, id: string): Promise<SavedTemplate> {
  const row = await readTemplate(context, id)
  return { template: templateView(row, await usableValues(context, row), context.caller), version: row.version }
}

/**
 * Adds a template of given values, or of what a customer is likely to have in common with others, with its audit row
 * (B23).
 * @throws not_found (404) when the caller cannot see the organization that it is for, or the customer
 * @throws forbidden (403) for a customer's own people, and in one's own house for who sees chosen customers only
 * @throws invalid_input (422) for a name that another template there has, and for one more than an organization may have
 */
export async function createTemplate(context: CallContext, input: CustomerTemplateInput): Promise<SavedTemplate> {
  const { tx, clock, caller } = context
  const owner = await ownerFor(context, input.organizationId)
  const isShared = sharing(owner.type, input.isShared)
  const values = await valuesOf(context, input)
  await requireRoom(context, owner.id)
  const now = clock.now()
  const row = {
    provider_id: caller.scope.providerId,
    id: newId(),
    organization_id: owner.id,
    name: input.name,
    name_key: sortKey(input.name),
    is_shared: isShared,
    ...(await valueColumns(context, values)),
    created_at: now,
    updated_at: now,
  }
  if (!(await insertTemplate(tx, row))) throw invalidInput(nameTaken)
  await recordAudit(context, templateChange('customer_template.created', null, { ...row, values, version: 1 }))
  return getTemplate(context, row.id)
}

/**
 * Changes the given fields of a template that still has the version its editor has read; values are replaced as a whole.
 * Where nothing differs, the version stays and nothing is written. Locks the template.
 * @throws not_found (404) when it does not exist for the caller
 * @throws forbidden (403) for who reads it and does not see the organization that it belongs to
 * @throws precondition_failed (412) when somebody has changed it since
 * @throws invalid_input (422) for a name that another template there has, and where the organization is archived
 */
export async function updateTemplate(
  context: CallContext,
  id: string,
  patch: CustomerTemplatePatch,
): Promise<SavedTemplate> {
  const row = await lockTemplate(context, id)
  const columns = patch.values ? await valueColumns(context, patch.values) : null
  const after = {
    ...row,
    name: patch.name ?? row.name,
    is_shared: patch.isShared === undefined ? row.is_shared : sharing(row.owner_type, patch.isShared),
    values: patch.values ?? row.values,
    account_manager_id: columns ? columns.account_manager_id : row.account_manager_id,
  }
  if (isSame(row, after)) return getTemplate(context, id)
  await saved(
    updateTemplateRow(context.tx, id, {
      name: after.name,
      name_key: sortKey(after.name),
      is_shared: after.is_shared,
      ...columns,
      updated_at: context.clock.now(),
    }),
  )
  await recordAudit(context, templateChange('customer_template.updated', row, { ...after, version: row.version + 1 }))
  return getTemplate(context, id)
}

/**
 * Deletes a template, with its audit row.
 * @throws not_found (404) when it does not exist for the caller
 * @throws forbidden (403) for who reads it and does not see the organization that it belongs to
 * @throws precondition_failed (412) when somebody has changed it since
 */
export async function deleteTemplate(context: CallContext, id: string): Promise<void> {
  const row = await lockTemplate(context, id)
  await deleteTemplateRow(context.tx, id)
  await recordAudit(context, templateChange('customer_template.deleted', row, null))
}

/** What is copied is checked like what is sent: values of before a rule came may break it. */
async function valuesOf(context: CallContext, input: CustomerTemplateInput): Promise<CustomerTemplateValues> {
  const { fromCustomerId, include, values = {} } = input
  if (fromCustomerId === undefined) return values
  const copy = await readCopy(context, fromCustomerId, include)
  const { success, data } = Values.safeParse(copy)
  if (success) return data
  throw invalidInput({
    path: 'fromCustomerId',
    code: 'customer_not_copyable',
    message: 'This customer holds values that a new one could not have; send values instead',
  })
}

async function requireRoom({ tx }: CallContext, organizationId: string): Promise<void> {
  if ((await countTemplates(tx, organizationId)) < mostTemplates) return
  throw invalidInput({
    path: '',
    code: 'too_many_templates',
    message: `There are ${mostTemplates} templates already; delete some first`,
  })
}

async function valueColumns(context: CallContext, values: CustomerTemplateValues) {
  const { accountManagerEmail } = values
  return {
    type: values.type ?? null,
    values: JSON.stringify(values),
    account_manager_id: accountManagerEmail ? await findColleague(context, accountManagerEmail) : null,
  }
}

type Compared = Pick<TemplateRow, 'name' | 'is_shared' | 'values'>

function isSame(before: Compared, after: Compared): boolean {
  const text = ({ name, is_shared, values }: Compared) => JSON.stringify([name, is_shared, values])
  return text(before) === text(after)
}

async function saved(update: Promise<void>): Promise<void> {
  try {
    await update
  } catch (error) {
    if ((error as { constraint?: unknown }).constraint === 'customer_templates_name') throw invalidInput(nameTaken)
    throw error
  }
}
