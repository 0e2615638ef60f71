import type { Device } from '@tenantry/contract/devices.ts'
import { AppError } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { findDevice } from './devices.queries.ts'
import { deviceView } from './devices.view.ts'

/**
 * Reads a device.
 * @throws not_found (404) when it does not exist for the caller
 */
export async function getDevice(context: CallContext, id: string): Promise<{ device: Device; version: number }> {
  const row = await findDevice(context.tx, id)
  if (!row) throw new AppError('not_found')
  return { device: deviceView(row, context.caller.organization), version: row.version }
}
