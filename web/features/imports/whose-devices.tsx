import { useQuery } from '@tanstack/react-query'
import type { Import } from '@tenantry/contract/imports.ts'
import { customerQuery } from '../customers/public.ts'
import classes from './imports.module.css'
import { texts } from './imports.texts.ts'

/** Tells whose new devices will be where no column names a customer. */
export function WhoseDevices({ import: { kind, columns, parentId } }: { import: Import }) {
  const parent = useQuery({ ...customerQuery(parentId ?? ''), enabled: parentId !== null }).data
  if (kind !== 'devices' || columns.some(({ field }) => field === 'customerCodes')) return null
  if (parentId !== null && !parent) return null
  return (
    <p className={`${classes.card} ${classes.padded} ${classes.warning}`} role="note">
      {texts.whoseDevices(parent?.data.name ?? null)}
    </p>
  )
}
