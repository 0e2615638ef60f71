import { AppError } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { requireProvider } from '../settings/public.ts'

/**
 * Refuses people who see a part of the provider alone: they would judge by a part of the devices what is about all of them.
 * @throws forbidden (403)
 */
export async function requireWhole(context: CallContext): Promise<void> {
  const { reach, organizationId, providerId } = context.caller.scope
  await requireProvider(context)
  if (reach !== 'all' && !(reach === 'subtree' && organizationId === providerId)) throw new AppError('forbidden')
}
