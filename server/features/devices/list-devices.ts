import type { Device } from '@tenantry/contract/devices.ts'
import type { ListQuery } from '@tenantry/contract/list.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { type Page, toPage } from '../../platform/list/list-plan.ts'
import { deviceView } from './devices.view.ts'
import { findDeviceRows, findListedIds, planDevices } from './devices-list.queries.ts'
import { usersOf } from './get-device.ts'

/**
 * Pages the devices that the caller can see.
 * @throws invalid_input (422) for a cursor of another list
 */
export async function listDevices(context: CallContext, query: ListQuery): Promise<Page<Device>> {
  const plan = await planDevices(context, query)
  const { rows, counted } = await findDeviceRows(context.tx, plan)
  const users = await usersOf(context, rows)
  return toPage(plan, rows, counted, (row) => deviceView(row, context.caller, users))
}

/** The ids of what the list shows by its search and filter, by name, at most some. */
export async function listDeviceIds(context: CallContext, query: ListQuery, most: number): Promise<string[]> {
  return findListedIds(context.tx, await planDevices(context, query), most)
}
