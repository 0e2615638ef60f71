import { formatNumber } from '../../../platform/format.ts'
import { texts } from './alerts.texts.ts'

/** How full a limit was that was told of: '10,180 % · 509 of 5'. */
export function levelText({ percent, used, limit }: Record<'percent' | 'used' | 'limit', number>): string {
  return texts.history.levelOf(formatNumber(percent), formatNumber(used), formatNumber(limit))
}
