import { invalidInput } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { hasEntity } from './devices.queries.ts'

/**
 * Checks that a device may be narrowed to an entity, or to none; who sees entities only must name one of them, or the
 * device would be out of sight at once.
 * @throws invalid_input (422) for an entity that the organization does not have or that the caller cannot see
 */
export async function checkEntity(
  { tx, caller }: CallContext,
  organizationId: string,
  entityId: string | null,
): Promise<void> {
  if (entityId === null) {
    if (caller.scope.reach !== 'entities') return
    throw invalidInput({ path: 'entityId', code: 'required', message: 'One of your entities is needed' })
  }
  if (await hasEntity(tx, organizationId, entityId)) return
  throw invalidInput({ path: 'entityId', code: 'unknown_reference', message: 'There is no such entity here' })
}
