/** Copies and templates as a wizard begins with them. */
import { copyCustomer } from '@tenantry/contract/customer-copy.ts'
import { type CustomerTemplate, getCustomerTemplate } from '@tenantry/contract/customer-templates.ts'
import { getCustomer } from '@tenantry/contract/customers.ts'
import { api } from '../../../platform/api.ts'
import { formatNumber } from '../../../platform/format.ts'
import type { Parent, PartOfRequest } from '../wizard/step.ts'
import type { Beginning } from '../wizard/use-wizard-state.ts'
import { templateTexts } from './templates.texts.ts'

/** Reads a copy of a customer; `own` is the organization of whoever reads, which they may not see. */
export async function readCopy(id: string, own: Parent, signal: AbortSignal): Promise<Beginning> {
  const [copy, customer] = await Promise.all([
    api(copyCustomer, { params: { id } }, { signal }),
    api(getCustomer, { params: { id } }, { signal }),
  ])
  const { name, code, counts } = customer.data
  const taken = copy.data.entities?.length ?? 0
  const isCut = taken > 0 && taken < counts.entities
  const words = templateTexts.copy
  return {
    key: `copy-${id}`,
    template: null,
    request: copy.data as PartOfRequest,
    parent: await readParent(copy.data.parentId, own, signal),
    notice:
      words.notice(name, code) + (isCut ? words.entities(formatNumber(taken), formatNumber(counts.entities)) : ''),
  }
}

async function readParent(id: string | undefined, own: Parent, signal: AbortSignal): Promise<Parent | null> {
  if (id === undefined) return null
  if (id === own.id) return own
  const { name, type } = (await api(getCustomer, { params: { id } }, { signal })).data
  return { id, name, type }
}

/** Reads a template. */
export async function readTemplate(id: string, signal?: AbortSignal): Promise<Beginning> {
  const { data } = await api(getCustomerTemplate, { params: { id } }, signal ? { signal } : {})
  return beginningOf(data)
}

function beginningOf({ id, name, values, parent, dropped }: CustomerTemplate): Beginning {
  return {
    key: `template-${id}`,
    template: { id, name },
    request: values,
    parent,
    notice: templateTexts.start.notice(name, dropped),
  }
}
