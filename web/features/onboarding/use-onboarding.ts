import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getOnboarding, type OnboardingItem, updateOnboardingItem } from '@tenantry/contract/onboarding.ts'
import { api } from '../../platform/api.ts'
import { problemText } from '../../platform/problem-text.ts'
import { notifyError } from '../../ui/notify.ts'
import { texts } from './onboarding.texts.ts'

/** The onboarding of a customer, and what changes one item; read again with everything else of customers. */
export function useOnboarding(organizationId: string, isThere: boolean) {
  const queryClient = useQueryClient()
  const queryKey = ['customers', 'onboarding', organizationId]
  const { data } = useQuery({
    queryKey,
    queryFn: async ({ signal }) => (await api(getOnboarding, { params: { id: organizationId } }, { signal })).data,
    enabled: isThere,
    // What it follows from is changed all over the page.
    staleTime: 0,
  })
  const change = useMutation({
    mutationFn: ({ key, state }: Pick<OnboardingItem, 'key' | 'state'>) =>
      api(updateOnboardingItem, { params: { id: organizationId, key }, body: { state } }),
    onError: (error) => notifyError(texts.failed, problemText(error).advice),
    onSettled: () => {
      void queryClient.invalidateQueries({ queryKey: ['audit-events'] })
      return queryClient.invalidateQueries({ queryKey })
    },
  })
  return { onboarding: data, change: change.mutate, isBusy: change.isPending }
}
