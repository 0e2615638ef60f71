/** What is looked at twice before it is kept of a device. */
import type { FieldProblem } from '@tenantry/contract/errors.ts'
import { AppError, invalidInput } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import type { DeviceColumns } from './device-columns.ts'
import { findTwin } from './devices.queries.ts'
import { holdSerial } from './hold-serial.ts'
import { serialKeyOf } from './serial-keys.ts'

/** A device as far as it is told apart by its serial number; without an id it is new. */
interface Numbered {
  id: string | null
  organizationId: string
  serialNumber: string | null
}

/**
 * Refuses a serial number that another device of the organization has, of those that the caller sees: programs that enroll
 * devices tell these apart by it. What makers leave in its place is none. Locks the serial number as {@link holdSerial} does.
 * @param isConfirmed lets it have that all the same; others who would give it wait for it then, too
 * @throws serial_number_taken (409) with the name of the other
 */
export async function requireOwnSerial(
  { tx }: Pick<CallContext, 'tx'>,
  device: Numbered,
  isConfirmed: boolean,
): Promise<void> {
  const key = serialKeyOf(device)
  if (key === null) return
  if (isConfirmed) return holdSerial(tx, device.organizationId, key)
  // On their way together, in this order: the twin is looked for under the lock.
  const [, twin] = await Promise.all([
    holdSerial(tx, device.organizationId, key),
    findTwin(tx, device.organizationId, key, device.id),
  ])
  if (!twin) return
  const params = { id: twin.id, name: twin.name }
  throw new AppError('serial_number_taken', {
    detail: `${twin.name} has this serial number`,
    params,
    errors: [
      { path: 'serialNumber', code: 'serial_number_taken', message: `${twin.name} has this serial number`, params },
    ],
  })
}

/** What is wrong with the dates of a device; null where nothing is. */
export function problemOfDates(told: Pick<DeviceColumns, 'purchased_on' | 'warranty_ends_on'>): FieldProblem | null {
  const { purchased_on: bought, warranty_ends_on: ends } = told
  if (bought === null || ends === null || ends >= bought) return null
  return { path: 'warrantyEndsOn', code: 'before_purchase', message: 'The warranty ends before the purchase' }
}

/**
 * Refuses a warranty that ends before the purchase.
 * @throws invalid_input (422)
 */
export function requireDates(told: Parameters<typeof problemOfDates>[0]): void {
  const problem = problemOfDates(told)
  if (problem) throw invalidInput(problem)
}
