/** What a bulk change will have done to those that it changes, told of the first of them before it is begun. */
import { type BulkChangeOrder, type BulkList, type ChangedThing, mostNamed } from '@tenantry/contract/bulk-changes.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { settingNames } from '../settings/public.ts'
import { deviceTags, entityTags } from '../tags/public.ts'
import type { Done } from './apply-to-customer.ts'
import { type Candidate, findAssignedAmong, findOwnSettings, findTagsOf, grouped } from './candidates.queries.ts'
import type { DeviceCandidate } from './device-candidates.queries.ts'
import { changedThings } from './differences.ts'
import { type Judged, none } from './judge-customers.ts'
import { changeOf } from './list-change.ts'

/** The first ones that change, each with what of it. */
export async function foresee(
  context: CallContext,
  { list, change }: { list: BulkList; change: BulkChangeOrder },
  judged: readonly Judged[],
): Promise<ChangedThing[]> {
  const first = judged.flatMap(({ candidate, left }) => (left === null ? [candidate] : [])).slice(0, mostNamed)
  const doneTo = await doing(
    context,
    { list, change },
    first.map(({ id }) => id),
  )
  return changedThings(
    context.tx,
    first.map((each) => ({ id: each.id, name: each.name, done: doneTo(each) })),
  )
}

type Doing = (candidate: { id: string; name: string }) => Done

async function doing(
  { tx }: CallContext,
  { list, change }: { list: BulkList; change: BulkChangeOrder },
  ids: readonly string[],
): Promise<Doing> {
  switch (change.kind) {
    case 'tags':
    case 'technicians': {
      const has =
        change.kind === 'technicians'
          ? await findAssignedAmong(tx, ids, [...change.add, ...change.remove])
          : list === 'customers'
            ? await findTagsOf(tx, ids)
            : grouped(
                (await (list === 'devices' ? deviceTags : entityTags).findOfMany(tx, ids)).map((row) => ({
                  one: row.carrier_id,
                  other: row.tag_id,
                })),
              )
      return ({ id }) => ({ kind: change.kind, ...changeOf(has.get(id) ?? none, change) })
    }
    case 'settings': {
      const own = await findOwnSettings(tx, ids)
      const given = settingNames.filter((name) => change[name] !== undefined)
      const fields = (of: (name: (typeof given)[number]) => string | null | undefined) =>
        Object.fromEntries(given.map((name) => [name, of(name) ?? null]))
      return ({ id }) => ({
        kind: 'fields',
        before: fields((name) => own.get(`${id} ${name}`)),
        after: fields((name) => change[name]),
      })
    }
    case 'accountManager':
      return (each) => ({
        kind: 'fields',
        before: { accountManagerEmail: (each as Candidate).accountManagerEmail },
        after: { accountManagerEmail: change.accountManagerEmail ?? null },
      })
    case 'status':
      return (each) => ({ kind: 'status', before: (each as Candidate).status, after: change.status, since: null })
    case 'deviceStatus':
      return (each) =>
        ({ kind: 'deviceStatus', before: (each as DeviceCandidate).status, after: change.status }) as Done
    case 'entity':
      return (each) => ({ kind: 'entity', before: (each as DeviceCandidate).entityId, after: change.entityId })
    case 'move':
      return (each) => ({
        kind: 'move',
        before: (each as DeviceCandidate).organizationId,
        after: change.organizationId,
        entityId: null,
        userId: null,
        tagIds: [],
      })
    case 'delete':
      return ({ name }) => ({ kind: 'delete', name })
  }
}
