import type { Import } from '@tenantry/contract/imports.ts'
import classes from './imports.module.css'
import { texts } from './imports.texts.ts'
import { makesOwners, useImportParent } from './use-import-parent.ts'

/** Tells whose new devices will be where no column names a customer, or that it is to be chosen. */
export function WhoseDevices({ import: shown }: { import: Import }) {
  const { parentId, missing } = shown
  const parent = useImportParent(shown)
  if (!makesOwners(shown)) return null
  if (parentId !== null && !parent) return null
  return (
    <p className={`${classes.card} ${classes.padded} ${classes.warning}`} role="note">
      {missing.includes('parentId') ? texts.chooseWhose : texts.whoseDevices(parent?.name ?? null)}
    </p>
  )
}
