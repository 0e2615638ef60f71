import { type QueryClient, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { type DeviceClass, listDeviceClasses, updateDeviceClass } from '@tenantry/contract/device-classes.ts'
import { api } from '../../platform/api.ts'
import { problemText } from '../../platform/problem-text.ts'
import { deviceClassesKey } from '../../ui/device-classes.tsx'
import { notifyDone, notifyError } from '../../ui/notify.ts'
import { texts } from './device-classes.texts.ts'

/** The classes with how many devices have each. */
export const countedClassesQuery = queryOptions({
  queryKey: [...deviceClassesKey, 'counted'],
  queryFn: async ({ signal }) => (await api(listDeviceClasses, { query: { counted: 'true' } }, { signal })).data.items,
  staleTime: 0,
})

/** Has whatever names classes read them again. */
export function classesChanged(client: QueryClient): void {
  void client.invalidateQueries({ queryKey: deviceClassesKey })
}

/** Archives a class, or has it take new devices again. */
export function useArchiveClass(onDone?: () => void) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ code, isArchived }: DeviceClass) =>
      api(updateDeviceClass, { params: { code }, body: { isArchived: !isArchived } }, { ifMatch: '*' }),
    onSuccess: ({ data: { name, isArchived } }) => {
      classesChanged(client)
      notifyDone(isArchived ? texts.archivedDone(name) : texts.restoredDone(name))
      onDone?.()
    },
    onError: (error, { name }) => notifyError(texts.failed(name), problemText(error).advice),
  })
}
