import { QueryClient } from '@tanstack/react-query'
import { expect, it } from 'vitest'
import { licensesChanged } from '../../license-limits/public.ts'
import { usersChanged } from '../../users/public.ts'
import { fullestQuery } from './fullest.api.ts'

it.each([licensesChanged, usersChanged])('how full licenses are is read again once %o is said (IF7)', (changed) => {
  const client = new QueryClient()
  const { queryKey } = fullestQuery(['one'])
  client.setQueryData(queryKey, [])
  changed(client)
  expect(client.getQueryState(queryKey)?.isInvalidated).toBe(true)
})
