import type { OrganizationType } from '@tenantry/contract/organizations.ts'
import { texts } from './usage.texts.ts'

/**
 * What the numbers of a month are, and what is not in them.
 * @param props.reader what the organization is that somebody reads for: the provider alone compares them with its pool
 * @param props.isProvisional whether the numbers may still change
 */
export function UsageLead(props: { reader: OrganizationType; isProvisional: boolean }) {
  return (
    <>
      {texts.lead} {props.reader === 'provider' ? texts.notIn.provider : texts.notIn.others}{' '}
      {props.isProvisional && <span>{texts.provisional}.</span>}
    </>
  )
}
