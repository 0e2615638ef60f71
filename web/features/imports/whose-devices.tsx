import type { Import } from '@tenantry/contract/imports.ts'
import classes from './imports.module.css'
import { texts } from './imports.texts.ts'
import { useImportParent } from './use-import-parent.ts'

/** Tells whose new devices will be where no column names a customer. */
export function WhoseDevices({ import: { kind, columns, parentId } }: { import: Import }) {
  const parent = useImportParent({ parentId })
  if (kind !== 'devices' || columns.some(({ field }) => field === 'customerCodes')) return null
  if (parentId !== null && !parent) return null
  return (
    <p className={`${classes.card} ${classes.padded} ${classes.warning}`} role="note">
      {texts.whoseDevices(parent?.name ?? null)}
    </p>
  )
}
