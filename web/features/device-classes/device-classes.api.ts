import { type QueryClient, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import {
  type DeviceClass,
  getDeviceClass,
  listDeviceClasses,
  updateDeviceClass,
} from '@tenantry/contract/device-classes.ts'
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

/**
 * The ETag for a change of a class as it was shown; one that no version has where it is called or looks otherwise by now.
 * Lists do not tell versions: what the list showed is compared with what there is.
 */
export async function etagOf({ code, name, icon }: Pick<DeviceClass, 'code' | 'name' | 'icon'>): Promise<string> {
  const { data, etag } = await api(getDeviceClass, { params: { code } })
  return data.name === name && data.icon === icon ? (etag ?? '') : '"0"'
}

/** Archives a class, or has it take new devices again. */
export function useArchiveClass(onDone?: () => void) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (shown: DeviceClass) => {
      const input = { params: { code: shown.code }, body: { isArchived: !shown.isArchived } }
      return api(updateDeviceClass, input, { ifMatch: await etagOf(shown) })
    },
    onSuccess: ({ data: { name, isArchived } }) => {
      classesChanged(client)
      notifyDone(isArchived ? texts.archivedDone(name) : texts.restoredDone(name))
      onDone?.()
    },
    onError: (error, { name }) => {
      // What somebody else has made of it meanwhile is shown.
      classesChanged(client)
      notifyError(texts.failed(name), problemText(error).advice)
    },
  })
}
