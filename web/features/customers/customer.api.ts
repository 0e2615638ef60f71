/** What is read of one customer and for its form; it brings the rules of all fields along. */
import { queryOptions } from '@tanstack/react-query'
import { ApiError } from '@tenantry/contract/client.ts'
import { getCustomerFormSettings } from '@tenantry/contract/customer-form-settings.ts'
import { type CustomerInput, createCustomer, getCustomer, suggestCode } from '@tenantry/contract/customers.ts'
import { isCode } from '@tenantry/contract/fields/codes.ts'
import { displayName } from '@tenantry/contract/fields/names.ts'
import { OrganizationId } from '@tenantry/contract/ids.ts'
import { api } from '../../platform/api.ts'
import { serverErrors } from '../../platform/zod-form.ts'
import { customersKey, typedCustomerKey } from './customers-key.ts'

/** Where a customer will lie, and as what. */
export interface Where {
  parentId?: string | undefined
  type?: CustomerInput['type'] | undefined
}

/** A customer with the ETag that a change of it has to name. */
export const customerQuery = (id: string) =>
  queryOptions({
    queryKey: [...customersKey, 'one', id],
    queryFn: ({ signal }) => api(getCustomer, { params: { id } }, { signal }),
    // An address that is no id leads nowhere; the API would call it a malformed request.
    enabled: OrganizationId.safeParse(id).success,
  })

/** Which fields the provider demands of new customers; those who only read customers are not told. */
export const formSettingsQuery = queryOptions({
  queryKey: ['customer-form-settings'],
  queryFn: ({ signal }) => api(getCustomerFormSettings, {}, { signal }),
})

/** Of what is refused as a name nothing else is asked. */
const isName = (typed: string) => displayName.safeParse(typed).success

/** A free code for a name below an organization. */
export const suggestionQuery = (name: string, parentId: string | undefined) =>
  queryOptions({
    queryKey: [...typedCustomerKey, 'suggestion', name, parentId],
    queryFn: async ({ signal }) =>
      (await api(suggestCode, { query: { name, ...(parentId ? { parentId } : {}) } }, { signal })).data.code,
    enabled: isName(name),
    retry: false,
    // Somebody may take a code at any moment.
    staleTime: 5_000,
  })

/** What adding a customer would say of a typed code, and the free one that it would offer; null where nothing is wrong with it. */
export const typedCodeQuery = (typed: Required<Pick<CustomerInput, 'name' | 'code'>> & Where, isAsked: boolean) =>
  queryOptions({
    // A free one is offered for the name as it was: no other code is asked about because of it.
    queryKey: [...typedCustomerKey, 'code', typed.code, typed.parentId, typed.type],
    queryFn: async ({ signal }) => {
      const refusal: unknown = await api(createCustomer, { body: typed }, { signal, dryRun: true }).then(
        () => null,
        (error: unknown) => error,
      )
      if (!(refusal instanceof ApiError) || refusal.code !== 'code_unavailable') return null
      const { suggestion } = refusal.problem.params ?? {}
      return { error: serverErrors(refusal).code, instead: typeof suggestion === 'string' ? suggestion : undefined }
    },
    enabled: isAsked && isName(typed.name) && isCode(typed.code),
    retry: false,
    // Somebody may take a code at any moment.
    staleTime: 5_000,
  })

/** The states of all countries. They weigh much, so they come only when a form shows one. */
export const subdivisionsQuery = queryOptions({
  queryKey: ['subdivisions'],
  queryFn: () => import('@tenantry/contract/fields/subdivisions.ts'),
  staleTime: Number.POSITIVE_INFINITY,
})
