import { ApiError } from '@tenantry/contract/client.ts'
import { getLicenseType, type LicenseType } from '@tenantry/contract/licenses.ts'
import { api } from '../../platform/api.ts'

/**
 * The ETag for a change of a type as it was shown; one that no version has where it is called otherwise or counted otherwise
 * by now. Lists do not tell versions: what the list showed is compared with what there is.
 */
export async function etagOf({ code, name, isOn }: LicenseType): Promise<string> {
  const { data, etag } = await api(getLicenseType, { params: { code } })
  return data.name === name && data.isOn === isOn ? (etag ?? '') : '"0"'
}

/** Whether a change was refused because somebody else was quicker. */
export const isChanged = (error: unknown) => error instanceof ApiError && error.code === 'precondition_failed'
