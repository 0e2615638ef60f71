import { filterConditions, type ListQuery } from '@tenantry/contract/list.ts'
import { invalidInput } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { trialDevices } from '../license-counts/public.ts'
import { listTypes } from './license-types.ts'

/**
 * Refuses conditions of a list on types that there are not for the caller; there is always what trials count.
 * @throws invalid_input (422) with the codes of those that there are
 */
export async function requireKnownTypes(context: CallContext, query: Pick<ListQuery, 'filter'>): Promise<void> {
  const asked = filterConditions(query).filter(({ column }) => column === 'type')
  if (asked.length === 0) return
  const codes = [...(await listTypes(context)).items.map(({ code }) => code), trialDevices]
  const unknown = asked.filter(({ values }) => values.some((value) => !codes.includes(value)))
  if (unknown.length === 0) return
  const message = `One of ${codes.join(', ')} is needed`
  throw invalidInput(
    ...unknown.map(({ operator }) => ({ path: `filter.type.${operator}`, code: 'filter_invalid', message })),
  )
}
