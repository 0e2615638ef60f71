import type { ListQuery } from '@tenantry/contract/list.ts'
import { type Expression, expressionBuilder, type SqlBool, sql } from 'kysely'
import type { Tables } from '../../database/tables.generated.ts'
import type { Caller } from '../../platform/auth/caller.ts'
import { insertMany } from '../../platform/database/insert-many.ts'
import { preparedInsert } from '../../platform/database/prepared.ts'
import type { Context } from '../../platform/http/context.ts'
import { foldedText } from '../../platform/list/column-sources.ts'
import { escapeLike } from '../../platform/list/conditions.ts'
import { folded, foldedValue } from '../../platform/list/folded.ts'
import {
  counted,
  inOrder,
  type ListDefinition,
  type ListPlan,
  paged,
  planList,
  sortColumnsOf,
  sortValues,
} from '../../platform/list/list-plan.ts'
import { preparedList } from '../../platform/list/prepared-list.ts'
import { isOwnSide, untoldChanges } from '../own-side/public.ts'
import type { AuditPayload } from './payload.ts'
import type { AuditedChange } from './record-audit.ts'

/** A row of the audit log before it is written. */
export interface AuditRecord {
  id: string
  change: AuditedChange
  payload: AuditPayload
  salt: Buffer
  payloadHash: Buffer
}

export async function insertAuditEvents(
  { tx, actor, origin }: Context,
  records: AuditRecord[],
  occurredAt: Date,
): Promise<void> {
  const insert = records.length > few ? insertManyEvents : insertEvents
  await insert(
    tx,
    records.map(({ id, change, payloadHash }) => ({
      id,
      occurred_at: occurredAt,
      organization_id: change.organizationId,
      actor_kind: actor.kind,
      actor_membership_id: actor.kind === 'system' ? null : actor.scope.membershipId,
      actor_name: actor.name,
      actor_api_key_id: actor.apiKey?.id ?? null,
      actor_api_key_name: actor.apiKey?.name ?? null,
      action: change.action,
      object_type: change.objectType,
      object_id: change.objectId,
      source: origin.source,
      request_id: origin.id,
      payload_hash: payloadHash,
    })),
  )
}

/** A statement for each number of rows is kept up to so many; more travel as arrays. */
const few = 100

const insertEvents = preparedInsert('audit_events')
const insertManyEvents = insertMany('audit_events', {
  id: 'uuid',
  occurred_at: 'timestamptz',
  organization_id: 'uuid',
  actor_kind: 'text',
  actor_membership_id: 'uuid',
  actor_name: 'text',
  actor_api_key_id: 'uuid',
  actor_api_key_name: 'text',
  action: 'text',
  object_type: 'text',
  object_id: 'uuid',
  source: 'text',
  request_id: 'text',
  payload_hash: 'bytea',
})

export async function insertAuditPayloads({ tx }: Context, records: AuditRecord[]): Promise<void> {
  const insert = records.length > few ? insertManyPayloads : insertPayloads
  await insert(
    tx,
    records.map(({ id, change, payload, salt }) => ({
      audit_event_id: id,
      organization_id: change.organizationId,
      salt,
      before: payload.before && JSON.stringify(payload.before),
      after: payload.after && JSON.stringify(payload.after),
    })),
  )
}

const insertPayloads = preparedInsert('audit_payloads')
const insertManyPayloads = insertMany('audit_payloads', {
  audit_event_id: 'uuid',
  organization_id: 'uuid',
  salt: 'bytea',
  before: 'jsonb',
  after: 'jsonb',
})

const definition: ListDefinition = {
  columns: {
    occurredAt: { ref: 'e.occurred_at', type: 'instant' },
    action: { ref: 'e.action', type: 'text', normalize: (value) => value.toLowerCase() },
    actor: foldedText('e.actor_name'),
    organizationId: { ref: 'e.organization_id', type: 'id' },
    objectId: { ref: 'e.object_id', type: 'id' },
  },
  idRef: 'e.id',
  defaultSort: '-occurredAt',
}

/** One row of the list as it is read. */
export type AuditEventRow = Awaited<ReturnType<typeof findAuditEventRows>>['rows'][number]

/** What is kept about an organization by those above it, and not told to its own people. */
const internalObjects = ['note', 'onboarding', 'assignment', 'tagging', 'license_alert']

/**
 * The plan of a page of the audit log; its search looks into action and actor. What is internal about an organization
 * is not there for its own people, nor a change of nothing but internal fields: for a customer's everywhere, for a
 * partner's in their own house. Who looks after it
 * is told to those who see that user, and what it is tagged with to those who see that tag.
 */
export function planAuditEvents(query: ListQuery, reader: Caller): ListPlan {
  const term = query.q ?? ''
  const pattern = foldedValue(`%${escapeLike(term)}%`)
  const actor = folded(sql.ref('e.actor_name'))
  const search: Expression<SqlBool>[] =
    term === '' ? [] : [sql<SqlBool>`(e.action like ${pattern} or ${actor} like ${pattern})`]
  return planList(reader, definition, query, [
    ...search,
    ...withoutInternals(reader),
    ...withoutUntold(reader),
    ...withoutStrangers(reader),
  ])
}

function withoutInternals(reader: Caller): Expression<SqlBool>[] {
  const { id, type } = reader.organization
  if (type === 'provider') return []
  const isNoInternal = sql<SqlBool>`e.object_type <> all(${internalObjects}::text[])`
  return [isOwnSide(reader) ? isNoInternal : sql<SqlBool>`(e.organization_id <> ${id} or ${isNoInternal})`]
}

/** A change of an organization of which its own people are shown no field would tell them that something was changed. */
function withoutUntold(reader: Caller): Expression<SqlBool>[] {
  const { id, type } = reader.organization
  if (type === 'provider') return []
  const told = (side: 'before' | 'after') => sql`${sql.ref(`its.${side}`)} - ${untoldChanges}::text[]`
  const isTold = expressionBuilder<Tables>()
    .selectFrom('audit_payloads as its')
    .where('its.audit_event_id', '=', sql.ref<string>('e.id'))
    .select(
      sql<boolean>`its.before is null or its.after is null or ${told('before')} <> ${told('after')}`.as('is_told'),
    )
  const isShown = isOwnSide(reader) ? sql`` : sql`e.organization_id <> ${id} or`
  // By one look-up for each of the few that are none of the others: as an EXISTS, it could be answered by reading all
  // payloads, and as a CASE, it would be taken to leave half of the rows.
  return [sql<SqlBool>`(${isShown} e.object_type <> 'organization' or coalesce(${isTold}, true))`]
}

function withoutStrangers({ scope }: Caller): Expression<SqlBool>[] {
  if (scope.reach === 'all') return []
  // Without a transaction, which would wall it before the values are taken out of the prepared list.
  const seen = expressionBuilder<Tables>().selectFrom('memberships as known').select('known.id')
  const tags = expressionBuilder<Tables>().selectFrom('tags as tag').select('tag.id')
  return [
    sql<SqlBool>`(e.object_type <> 'assignment' or e.object_id = ${scope.membershipId} or e.object_id in ${seen})`,
    sql<SqlBool>`(e.object_type <> 'tagging' or e.object_id in ${tags})`,
  ]
}

/**
 * Reads a page with the values before and after, and on the first page counts what it is a page of, unless it is all there
 * is: a search reads the whole log of whoever finds nothing, and need not do so twice.
 */
export const findAuditEventRows = preparedList(
  (db, plan) => {
    const events = db.selectFrom('audit_events as e')
    // What the rows of a page alone are shown with is looked up for those: as joins of all that are found, it was most of
    // what a search took.
    const picked = events
      .select(['e.provider_id', 'e.id', 'e.occurred_at', 'e.organization_id', 'e.actor_kind', 'e.actor_membership_id'])
      .select([
        'e.actor_name',
        'e.actor_api_key_id',
        'e.actor_api_key_name',
        'e.action',
        'e.object_type',
        'e.object_id',
      ])
      .select(['e.source', 'e.request_id', sortValues(plan)])
      .select(sortColumnsOf(plan))
    const page = db
      .selectFrom(paged(picked, plan).as('page'))
      .leftJoin('organizations as o', (join) =>
        join.onRef('o.provider_id', '=', 'page.provider_id').onRef('o.id', '=', 'page.organization_id'),
      )
      // Inside both walls: no row where the reader may not see who acted.
      .leftJoin('memberships as m', (join) =>
        join.onRef('m.provider_id', '=', 'page.provider_id').onRef('m.id', '=', 'page.actor_membership_id'),
      )
      .select(['page.id', 'page.occurred_at', 'page.organization_id', 'o.name as organization_name', 'page.actor_kind'])
      .select([
        'page.actor_name',
        'page.actor_api_key_id',
        'page.actor_api_key_name',
        'page.action',
        'page.object_type',
      ])
      .select(['page.object_id', 'page.source', 'page.request_id', 'page.actor_membership_id', 'page.sort_values'])
      .select('m.id as seen_membership_id')
      .select(({ selectFrom }) => {
        const payload = selectFrom('audit_payloads as p').whereRef('p.audit_event_id', '=', 'page.id')
        return [payload.select('p.before').as('before'), payload.select('p.after').as('after')]
      })
    return { page: inOrder(page, plan, 'page'), total: counted(db, plan, events) }
  },
  { countsLate: true },
)
