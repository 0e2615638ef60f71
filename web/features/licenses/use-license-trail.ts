import { usePermission } from '../../platform/session.tsx'
import { texts } from '../../platform/texts.ts'
import type { Crumb } from '../../ui/trail.tsx'

/** Where a page about licenses lies: below the pool, for those who may see that. */
export function useLicenseTrail(label: string): Crumb[] {
  const seesPool = usePermission('license_pool.read')
  return [...(seesPool ? [{ label: texts.navigation.licensePool, to: '/license-pool' }] : []), { label }]
}
