import type { Context } from '../../platform/http/context.ts'
import { resolveSettings } from '../settings/public.ts'
import type { AlertSubject } from './alert-texts.ts'

/** What an alert says of the organization that it is about, as it is read there. */
export async function aboutOf(
  { tx }: Context,
  organization: { id: string; name: string; code: string | null; type: string },
  { publicUrl, providerName }: { publicUrl: string; providerName: string },
): Promise<AlertSubject> {
  const { id, name, code, type } = organization
  const { locale, timeZone } = await resolveSettings(tx, id)
  const link = `${publicUrl.replace(/\/$/, '')}${type === 'provider' ? '/license-pool' : `/customers/${id}/licenses`}`
  return { name, code, providerName, link, locale: locale.value, timeZone: timeZone.value }
}
