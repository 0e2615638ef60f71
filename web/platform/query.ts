import { QueryClient } from '@tanstack/react-query'
import { isFinal } from './problem-text.ts'

/**
 * The cache of what was read. Answers that trying again cannot change are not tried again. Whether the browser thinks
 * that it is online counts for nothing: the server may be this very machine, and who cannot reach it is told at once
 * instead of waiting before a button that turns.
 */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      networkMode: 'always',
      refetchOnReconnect: true,
      staleTime: 30_000,
      retry: (failures, error) => failures < 2 && !isFinal(error),
    },
    mutations: { networkMode: 'always' },
  },
})
