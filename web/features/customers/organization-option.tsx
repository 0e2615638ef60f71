import type { OrganizationStatus } from '@tenantry/contract/organizations.ts'
import { texts } from './customers.texts.ts'
import classes from './form/form.module.css'
import type { ChosenOrganization } from './organization-select.tsx'

/** An organization to choose; of one that a form has kept, its code and how it stands are not known. */
export type OfferedOrganization = ChosenOrganization & { code?: string | null; status?: OrganizationStatus }

/** How the list of choices shows an organization: two may have one name, and some take nothing new as they stand. */
export function OrganizationOption(props: { organization: OfferedOrganization }) {
  const { name, code, type, status } = props.organization
  const standing = status && status !== 'active' ? texts.statuses[status] : null
  return (
    <span className={classes.option}>
      <span className={classes.optionLine}>{name}</span>
      <span className={classes.optionHint}>{[code, texts.types[type], standing].filter(Boolean).join(' · ')}</span>
    </span>
  )
}
