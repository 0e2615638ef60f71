import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ApiError } from '@tenantry/contract/client.ts'
import { type Customer, type CustomerPatch, updateCustomer } from '@tenantry/contract/customers.ts'
import type { OrganizationId } from '@tenantry/contract/ids.ts'
import { useState } from 'react'
import { api } from '../../../platform/api.ts'
import { type FieldErrors, serverErrors } from '../../../platform/zod-form.ts'
import { customerQuery, customersKey, refusalText } from '../../customers/public.ts'
import { belowUseOf, licensesChanged } from '../../license-limits/public.ts'
import { texts } from './trial.texts.ts'

type Plan = NonNullable<CustomerPatch['plan']>

/** A customer as it was read, with the ETag that a change has to name. */
export interface ReadCustomer {
  data: Customer
  etag: string | null
}

/**
 * Changes what a customer is on; what is over its number then is asked about.
 * @param onChanged is given the plan that somebody else has made of it meanwhile
 */
export function useChangePlan(read: ReadCustomer, onDone: () => void, onChanged?: (now: Customer) => void) {
  const client = useQueryClient()
  const [failure, setFailure] = useState<string | null>(null)
  const [errors, setErrors] = useState<FieldErrors>({})
  const change = useMutation({
    mutationFn: ({ plan, confirm = false }: { plan: Plan; confirm?: boolean }) =>
      api(
        updateCustomer,
        { params: { id: read.data.id as OrganizationId }, body: { plan, ...(confirm ? { confirm } : {}) } },
        { ifMatch: read.etag ?? '' },
      ),
    onMutate: () => setFailure(null),
    onSuccess: () => {
      licensesChanged(client)
      void client.invalidateQueries({ queryKey: customersKey })
      onDone()
    },
    onError: async (error) => {
      if (belowUseOf(error)) return
      if (!(error instanceof ApiError)) return setFailure(texts.offline)
      if (error.code === 'not_found') return setFailure(texts.gone)
      if (error.code === 'precondition_failed') {
        const now = await client.fetchQuery({ ...customerQuery(read.data.id), staleTime: 0 })
        onChanged?.(now.data)
        return setFailure(texts.changed)
      }
      const found = serverErrors(error)
      setErrors(found)
      setFailure(refusalText(error, Object.values(found), Object.keys(found).length > 0))
    },
  })
  return {
    isBusy: change.isPending,
    failure,
    errors,
    below: belowUseOf(change.error),
    run: (plan: Plan) => change.mutate({ plan }),
    confirm: () => change.variables && change.mutate({ ...change.variables, confirm: true }),
    leaveBelow: () => change.reset(),
    clearErrors: () => setErrors({}),
  }
}
