/** Which customers change and which do not: the rules of a bulk change before each customer's own use-case has the last word. */
import type { BulkChangeOrder } from '@tenantry/contract/bulk-changes.ts'
import { mostTagsOfOne } from '@tenantry/contract/tag-labels.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { isRequired } from '../customer-form-settings/public.ts'
import { refusalOf } from '../lifecycle/public.ts'
import { houseOfPartner } from '../own-side/public.ts'
import { settingNames } from '../settings/public.ts'
import {
  type Candidate,
  findAssignableAmong,
  findAssignedAmong,
  findCandidates,
  findOwnSettings,
  findTagsOf,
  findUsableTags,
} from './candidates.queries.ts'
import { changeOf } from './list-change.ts'

/** Why one is left as it is. */
export interface Left {
  code: string
  message: string
}

/** A customer or a device with what will become of it; `left` is null where it changes. */
export interface Judged<Of extends { id: string; name: string } = { id: string; name: string }> {
  candidate: Of
  left: Left | null
}

type Rule = (candidate: Candidate) => Left | null

/** Where nothing would differ. */
export const same: Left = { code: 'same', message: 'It is so already' }

/** What is not found; also where the caller does not see it. */
export const gone: Left = { code: 'not_found', message: 'It is not there any more, or out of sight' }

export const readOnly: Left = {
  code: 'organization_read_only',
  message: 'It is archived, or lies below something archived',
}
const notUsable: Left = {
  code: 'tag_not_usable',
  message: 'A tag belongs to a house that does not lie above it',
}
const tooMany: Left = { code: 'too_many_tags', message: `One carries ${mostTagsOfOne} tags at most` }
const notAssignable: Left = { code: 'user_not_assignable', message: 'A user cannot be picked there' }
const oneself: Left = { code: 'cannot_unassign_oneself', message: 'You would no longer see it' }
const setAbove: Left = { code: 'forbidden', message: 'Those above set it for your own organization' }
const required: Left = { code: 'field_required', message: 'The provider requires this field' }

/** Judges some organizations, at most a few thousand; those that the caller does not see are not among the answers. */
export async function judgeCustomers(
  context: CallContext,
  order: BulkChangeOrder,
  ids: readonly string[],
): Promise<Judged<Candidate>[]> {
  const [candidates, rule] = await Promise.all([findCandidates(context.tx, ids), ruleOf(context, order, ids)])
  return candidates.map((candidate) => ({ candidate, left: isReadOnly(candidate) ? readOnly : rule(candidate) }))
}

const isReadOnly = ({ status, heldAbove }: Candidate) => status === 'archived' || heldAbove === 'archived'

async function ruleOf(context: CallContext, order: BulkChangeOrder, ids: readonly string[]): Promise<Rule> {
  switch (order.kind) {
    case 'tags':
      return tagRule(context, order, ids)
    case 'technicians':
      return technicianRule(context, order, ids)
    case 'accountManager':
      return accountManagerRule(context, order)
    case 'settings':
      return settingsRule(context, order, ids)
    case 'status':
      return statusRule(context, order)
    default:
      throw new TypeError(`Customers have no ${order.kind}`)
  }
}

type Order<Kind extends BulkChangeOrder['kind']> = Extract<BulkChangeOrder, { kind: Kind }>

async function tagRule({ tx }: CallContext, order: Order<'tags'>, ids: readonly string[]): Promise<Rule> {
  const [carried, usable] = await Promise.all([findTagsOf(tx, ids), findUsableTags(tx, ids, order.add)])
  return ({ id }) => judgeTags(order, { carried: carried.get(id) ?? none, usable: usable.get(id) ?? none })
}

/** What there is nothing of. */
export const none: ReadonlySet<string> = new Set()

/** What is in the way of changing the tags of one, a customer or a device; `usable` are those that may be put on it. */
export function judgeTags(
  order: Order<'tags'>,
  { carried, usable }: { carried: ReadonlySet<string>; usable: ReadonlySet<string> },
): Left | null {
  const { added, removed } = changeOf(carried, order)
  if (added.length + removed.length === 0) return same
  if (!added.every((tag) => usable.has(tag))) return notUsable
  return carried.size + added.length - removed.length > mostTagsOfOne ? tooMany : null
}

async function technicianRule(
  { tx, caller }: CallContext,
  order: Order<'technicians'>,
  ids: readonly string[],
): Promise<Rule> {
  const { membershipId: self, reach } = caller.scope
  const [assigned, assignable] = await Promise.all([
    findAssignedAmong(tx, ids, [...order.add, ...order.remove]),
    findAssignableAmong(tx, ids, order.add),
  ])
  return ({ id }) => {
    const { added, removed } = changeOf(assigned.get(id) ?? none, order)
    if (added.length + removed.length === 0) return same
    if (reach === 'selected' && removed.includes(self as never)) return oneself
    return added.every((user) => assignable.get(id)?.has(user)) ? null : notAssignable
  }
}

async function accountManagerRule(context: CallContext, order: Order<'accountManager'>): Promise<Rule> {
  const wanted = order.accountManagerEmail ?? null
  const isDemanded = wanted === null && (await isRequired(context, 'accountManagerEmail'))
  const house = houseOfPartner(context.caller)
  return ({ id, accountManagerEmail }) => {
    if (id === house) return setAbove
    if (accountManagerEmail === wanted) return same
    return isDemanded ? required : null
  }
}

async function settingsRule(context: CallContext, order: Order<'settings'>, ids: readonly string[]): Promise<Rule> {
  const given = settingNames.filter((name) => order[name] !== undefined)
  const own = await findOwnSettings(context.tx, ids)
  const demanded = new Set<string>()
  for (const name of given) if (order[name] === null && (await isRequired(context, name))) demanded.add(name)
  return ({ id }) => {
    const differing = given.filter((name) => (own.get(`${id} ${name}`) ?? null) !== (order[name] ?? null))
    if (differing.length === 0) return same
    return differing.some((name) => demanded.has(name)) ? required : null
  }
}

function statusRule({ actor, clock }: CallContext, { status: to }: Order<'status'>): Rule {
  return ({ id, status, heldAbove }) => {
    const situation = {
      status,
      heldAbove,
      isOwn: actor.scope.organizationId === id,
      archivedUntil: null,
      livingBelow: 0,
      open: { organizations: 0, subscriptions: 0, devices: 0 },
    }
    const refusal = refusalOf(situation, to, clock.now())
    if (refusal) return refusal
    return status === to ? same : null
  }
}
