import type { OrganizationStatus, OrganizationType } from '@tenantry/contract/organizations.ts'

/** What can be done at a customer that stands so: the server refuses the rest, whatever the role allows. */
export function standingOf(effectiveStatus: OrganizationStatus, ownType: OrganizationType) {
  return {
    /** Something new may be added. */
    isGrowing: effectiveStatus === 'active' || (effectiveStatus === 'disabled' && ownType === 'provider'),
    /** Nothing is changed any more. */
    isReadOnly: effectiveStatus === 'archived',
  }
}
