import { QueryClient } from '@tanstack/react-query'
import { isFinal } from './problem-text.ts'

/** The cache of what was read. Answers that trying again cannot change are not tried again. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: (failures, error) => failures < 2 && !isFinal(error),
    },
  },
})
