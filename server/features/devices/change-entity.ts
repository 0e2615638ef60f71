import { invalidInput } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { changeEntityDevices } from '../entities/public.ts'

/** Where a device lies inside of its organization; null where it is narrowed to no entity. */
type Place = string | null

/**
 * Moves a device of an organization from one entity, or none, to another and counts it there; locks both entities, the
 * one with the lower id first. Who sees entities only must name one of them, or the device would be out of sight at once.
 * @param from null also for a device that is new
 * @param fromOrganizationId where it lies now, if that is elsewhere
 * @returns the name of the entity that it comes to
 * @throws invalid_input (422) for an entity that the organization does not have or that the caller cannot see
 */
export async function changeEntity(
  context: CallContext,
  organizationId: string,
  from: Place,
  to: Place,
  fromOrganizationId = organizationId,
): Promise<string | null> {
  if (to === null && context.caller.scope.reach === 'entities')
    throw invalidInput({ path: 'entityId', code: 'required', message: 'One of your entities is needed' })
  const moves = [...counted(from, -1), ...counted(to, 1)].sort((a, b) => (a.entityId < b.entityId ? -1 : 1))
  let name: string | null = null
  for (const { entityId, by } of moves) {
    const home = by < 0 ? fromOrganizationId : organizationId
    const entity = await changeEntityDevices(context.tx, home, entityId, by)
    if (by < 0) continue
    if (!entity)
      throw invalidInput({ path: 'entityId', code: 'unknown_reference', message: 'There is no such entity here' })
    name = entity.name
  }
  return name
}

/** Counts a deleted device off the entity that it lay in. */
export async function leaveEntity(context: CallContext, organizationId: string, from: Place): Promise<void> {
  if (from !== null) await changeEntityDevices(context.tx, organizationId, from, -1)
}

function counted(entityId: Place, by: 1 | -1): { entityId: string; by: 1 | -1 }[] {
  return entityId === null ? [] : [{ entityId, by }]
}
