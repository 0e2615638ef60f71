import type { InputOf } from '@tenantry/contract/operation.ts'
import type { listUsers as operation, User } from '@tenantry/contract/users.ts'
import type { Expression, SqlBool } from 'kysely'
import type { CallContext } from '../../platform/http/context.ts'
import { type Page, toPage } from '../../platform/list/list-plan.ts'
import { isAssignable, isAssignableBelow } from './assignments.queries.ts'
import { isDeviceUser } from './device-users.queries.ts'
import { findUserRows, planUsers } from './users.queries.ts'
import { userView } from './users.view.ts'

/**
 * Pages the users that the caller can see. An organization that the caller cannot see has nobody to look after it or its devices.
 * @throws invalid_input (422) for a cursor of another list
 */
export async function listUsers(
  context: CallContext,
  { assignableTo, assignableBelow, assignableToDevicesOf, ...query }: InputOf<typeof operation>['query'],
): Promise<Page<User>> {
  const { tx, caller } = context
  const extra: Expression<SqlBool>[] = [
    ...(assignableTo ? [isAssignable(tx, assignableTo)] : []),
    ...(assignableBelow ? [isAssignableBelow(tx, assignableBelow)] : []),
    ...(assignableToDevicesOf ? [isDeviceUser(tx, assignableToDevicesOf)] : []),
  ]
  const offer = JSON.stringify([assignableTo, assignableBelow, assignableToDevicesOf])
  const plan = await planUsers(context, query, extra, offer)
  const { rows, counted } = await findUserRows(tx, caller.scope.providerId, plan)
  return toPage(plan, rows, counted, userView)
}
