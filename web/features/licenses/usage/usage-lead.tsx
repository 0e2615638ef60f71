import type { OrganizationType } from '@tenantry/contract/organizations.ts'
import { texts } from './usage.texts.ts'

/**
 * What the numbers of a month are, and what is not in them. Others than the provider are told of trials at those of their customers
 * that are on one: beside their own numbers it would say that they are.
 * @param props.reader what the organization is that somebody reads for: the provider alone compares them with its pool
 * @param props.isProvisional whether the numbers may still change
 */
export function UsageLead(props: { reader: OrganizationType; isProvisional: boolean }) {
  return (
    <>
      {texts.lead} {props.reader === 'provider' && `${texts.notIn} `}
      {props.isProvisional && <span>{texts.provisional}.</span>}
    </>
  )
}
