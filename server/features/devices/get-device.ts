import type { Device } from '@tenantry/contract/devices.ts'
import { AppError } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { type DeviceRow, findDevice, findUserNames } from './devices.queries.ts'
import { deviceView, type UserNames } from './devices.view.ts'

/**
 * Reads a device.
 * @throws not_found (404) when it does not exist for the caller
 */
export async function getDevice(context: CallContext, id: string): Promise<{ device: Device; version: number }> {
  const row = await findDevice(context.tx, id)
  if (!row) throw new AppError('not_found')
  return { device: await showDevice(context, row), version: row.version }
}

/** A device as the API shows it to the caller. */
export async function showDevice(context: CallContext, row: Omit<DeviceRow, 'version'>): Promise<Device> {
  return deviceView(row, context.caller, await usersOf(context, [row]))
}

/** The names of those who work with some devices, of those that the caller sees. */
export async function usersOf(
  { tx }: Pick<CallContext, 'tx'>,
  rows: readonly Pick<DeviceRow, 'user_id'>[],
): Promise<UserNames> {
  const ids = [...new Set(rows.flatMap(({ user_id }) => user_id ?? []))]
  const names = ids.length === 0 ? [] : await findUserNames(tx, ids)
  return new Map(names.map(({ id, name }) => [id, name]))
}
