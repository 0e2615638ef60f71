import type { Context } from '../../platform/http/context.ts'
import { resolveSettings } from '../settings/public.ts'
import type { AlertSubject } from './alert-texts.ts'

/**
 * What an alert says of the organization that it is about, as it is read there.
 * @param path where its link leads; the licenses of the organization unless it is said
 */
export async function aboutOf(
  { tx }: Context,
  organization: { id: string; name: string; code: string | null; type: string },
  { publicUrl, providerName, path = pathOf(organization) }: { publicUrl: string; providerName: string; path?: string },
): Promise<AlertSubject> {
  const { id, name, code } = organization
  const { locale, timeZone } = await resolveSettings(tx, id)
  const link = `${publicUrl.replace(/\/$/, '')}${path}`
  return { name, code, providerName, link, locale: locale.value, timeZone: timeZone.value }
}

function pathOf({ id, type }: { id: string; type: string }): string {
  return type === 'provider' ? '/license-pool' : `/customers/${id}/licenses`
}
