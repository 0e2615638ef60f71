import type { EnrollmentToken } from '@tenantry/contract/enrollments.ts'
import { formatNumber } from '../../platform/format.ts'
import { texts } from './enrollment.texts.ts'

const words = texts.panel

/** What a token has enrolled. More than it may add were licensed by hand: nothing else goes beyond that. */
export function usedText({ devices, mostDevices: most }: Pick<EnrollmentToken, 'devices' | 'mostDevices'>): string {
  if (most === null) return words.used(formatNumber(devices))
  if (devices <= most) return words.usedOf(formatNumber(devices), formatNumber(most))
  return words.usedBeyond(formatNumber(most), formatNumber(devices - most))
}
