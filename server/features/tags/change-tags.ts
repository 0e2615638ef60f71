/** Which tags an organization, a device or an entity carries, from the side of what carries them (B6). */
import type { AuditAction } from '@tenantry/contract/audit-actions.ts'
import { mostTagsOfOne } from '@tenantry/contract/tag-labels.ts'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
import { invalidInput } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { recordAudits } from '../audit-events/public.ts'
import {
  deleteCarried,
  findCarried,
  findTagsById,
  findUsable,
  insertCarried,
  insertManyCarried,
} from './carried-tags.queries.ts'
import { deviceTags, entityTags, insertManyDeviceTags } from './part-tags.queries.ts'

/** What changes about the tags of one carrier, by their ids. */
export interface TagsChange {
  add: readonly string[]
  remove: readonly string[]
}

/** What carries tags: where they stand, and how the log tells of them. */
interface Carrier {
  /** Itself, or where it belongs: tags of houses above that can be put on it. */
  organizationId: string
  find: (tx: TenantTransaction) => Promise<{ id: string; name: string }[]>
  insert: (tx: TenantTransaction, tags: { providerId: string; tagId: string; houseId: string }[]) => Promise<void>
  remove: (tx: TenantTransaction, ids: readonly string[]) => Promise<void>
  actions: Record<'on' | 'off', AuditAction>
  /** What the log says besides the tag. */
  told: Record<string, string>
}

/** A device or an entity with the organization that it belongs to. */
export interface TaggedPart {
  id: string
  organizationId: string
  name: string
}

/**
 * Makes an organization carry the given tags, and of those that the caller sees no others.
 * @returns whether anything differs
 * @throws invalid_input (422) for tags that cannot be put there
 */
export async function setTags(context: CallContext, organizationId: string, wanted: readonly string[]) {
  return makeCarry(context, organizationCarrier(organizationId), wanted)
}

/** Makes a device carry the given tags, by the rules of {@link setTags}. */
export async function setDeviceTags(context: CallContext, device: TaggedPart, wanted: readonly string[]) {
  return makeCarry(context, deviceCarrier(device), wanted)
}

/** Makes an entity carry the given tags, by the rules of {@link setTags}. */
export async function setEntityTags(context: CallContext, entity: TaggedPart, wanted: readonly string[]) {
  const actions = { on: 'entity.tagged', off: 'entity.untagged' } as const
  const told = { entityId: entity.id, entityName: entity.name }
  return makeCarry(context, partCarrier(entityTags, entity, { actions, told }), wanted)
}

/**
 * Puts tags on an organization and takes others from it, with an audit row for each; what it carries already, or does not
 * carry, is left alone. The log shows these rows to those who see the tag.
 * @returns whether anything differs
 * @throws invalid_input (422) at `tagIds.N` for tags that are out of sight or of a house that does not lie above, and for
 * more than one carries
 */
export async function changeTags(context: CallContext, organizationId: string, change: TagsChange): Promise<boolean> {
  return changeCarried(context, organizationCarrier(organizationId), change)
}

/**
 * Puts tags on many new organizations below one parent, as {@link changeTags} does for one: three statements for any
 * number.
 * @throws invalid_input (422) at `tagIds.N` for tags that are out of sight or of a house that does not lie above
 */
export async function tagNewOrganizations(
  context: CallContext,
  parentId: string,
  organizations: readonly { id: string; tagIds: readonly string[] }[],
): Promise<void> {
  const wanted = [...new Set(organizations.flatMap(({ tagIds }) => tagIds))]
  if (wanted.length === 0) return
  const usable = new Map((await findUsable(context.tx, parentId, wanted)).map((tag) => [tag.id, tag]))
  requireUsable(wanted, new Set(usable.keys()))
  const carried = organizations.flatMap(({ id, tagIds }) =>
    [...new Set(tagIds)].map((tagId) => ({
      organization_id: id,
      tag_id: tagId,
      house_id: usable.get(tagId)?.house_id,
      name: usable.get(tagId)?.name,
    })),
  )
  await insertManyCarried(context.tx, carried)
  await recordAudits(
    context,
    carried.map(({ organization_id, tag_id, name }) =>
      tagging(organizationCarrier(organization_id), tag_id, null, name),
    ),
  )
}

/** Puts tags that may be put there on many new devices: three statements for any number. */
export async function tagNewDevices(
  context: CallContext,
  devices: readonly (TaggedPart & { tagIds: readonly string[] })[],
): Promise<void> {
  const wanted = [...new Set(devices.flatMap(({ tagIds }) => tagIds))]
  if (wanted.length === 0) return
  const tags = new Map((await findTagsById(context.tx, wanted)).map((tag) => [tag.id, tag]))
  const carried = devices.flatMap((device) =>
    device.tagIds.flatMap((id) => {
      const tag = tags.get(id)
      return tag ? [{ device, tag }] : []
    }),
  )
  await insertManyDeviceTags(
    context.tx,
    carried.map(({ device, tag }) => ({
      organization_id: device.organizationId,
      device_id: device.id,
      tag_id: tag.id,
      house_id: tag.house_id,
    })),
  )
  await recordAudits(
    context,
    carried.map(({ device, tag }) => tagging(deviceCarrier(device), tag.id, null, tag.name)),
  )
}

function deviceCarrier(device: TaggedPart): Carrier {
  const actions = { on: 'device.tagged', off: 'device.untagged' } as const
  return partCarrier(deviceTags, device, { actions, told: { deviceId: device.id, deviceName: device.name } })
}

function organizationCarrier(organizationId: string): Carrier {
  return {
    organizationId,
    find: (tx) => findCarried(tx, organizationId),
    insert: (tx, tags) =>
      insertCarried(
        tx,
        tags.map((tag) => ({ ...tag, organizationId })),
      ),
    remove: (tx, ids) => deleteCarried(tx, organizationId, ids),
    actions: { on: 'customer.tagged', off: 'customer.untagged' },
    told: {},
  }
}

function partCarrier(
  tags: typeof deviceTags,
  { id, organizationId }: TaggedPart,
  logged: Pick<Carrier, 'actions' | 'told'>,
): Carrier {
  return {
    organizationId,
    find: (tx) => tags.find(tx, id),
    insert: (tx, rows) =>
      tags.insert(
        tx,
        rows.map((row) => ({ ...row, organizationId, carrierId: id })),
      ),
    remove: (tx, ids) => tags.remove(tx, id, ids),
    ...logged,
  }
}

async function makeCarry(context: CallContext, carrier: Carrier, wanted: readonly string[]): Promise<boolean> {
  const carried = await carrier.find(context.tx)
  const kept = new Set(wanted)
  const remove = carried.filter(({ id }) => !kept.has(id)).map(({ id }) => id)
  return changeCarried(context, carrier, { add: wanted, remove })
}

async function changeCarried(context: CallContext, carrier: Carrier, { add, remove }: TagsChange): Promise<boolean> {
  const { tx, caller } = context
  const carried = new Map((await carrier.find(tx)).map(({ id, name }) => [id, name]))
  const added = [...new Set(add)].filter((id) => !carried.has(id))
  const removed = [...new Set(remove)].filter((id) => carried.has(id))
  if (added.length + removed.length === 0) return false
  const found = added.length > 0 ? await findUsable(tx, carrier.organizationId, added) : []
  const usable = new Map(found.map((tag) => [tag.id, tag]))
  requireUsable(add, new Set([...carried.keys(), ...usable.keys()]))
  if (carried.size + added.length - removed.length > mostTagsOfOne)
    throw invalidInput({ path: 'tagIds', code: 'too_many_tags', message: `One carries ${mostTagsOfOne} tags at most` })
  if (removed.length > 0) await carrier.remove(tx, removed)
  const { providerId } = caller.scope
  const rows = [...usable.values()].map(({ id, house_id }) => ({ providerId, tagId: id, houseId: house_id }))
  if (rows.length > 0) await carrier.insert(tx, rows)
  await recordAudits(context, [
    ...added.map((id) => tagging(carrier, id, null, usable.get(id)?.name)),
    ...removed.map((id) => tagging(carrier, id, carried.get(id), null)),
  ])
  return true
}

function requireUsable(add: readonly string[], known: ReadonlySet<string>): void {
  const problems = add.flatMap((id, index) =>
    known.has(id) ? [] : [{ path: `tagIds.${index}`, code: 'tag_not_usable', message: 'There is no such tag here' }],
  )
  if (problems.length > 0) throw invalidInput(...problems)
}

function tagging(
  { organizationId, actions, told }: Carrier,
  tagId: string,
  before: string | null | undefined,
  after: string | null | undefined,
) {
  const named = (name: string | null | undefined) => (name ? { name, ...told } : null)
  return {
    action: before ? actions.off : actions.on,
    organizationId,
    objectType: 'tagging',
    objectId: tagId,
    before: named(before),
    after: named(after),
  }
}
