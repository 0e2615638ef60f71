import { organizationStatuses } from '@tenantry/contract/organizations.ts'
import { describe, expect, it } from 'vitest'
import { standingOf } from './standing.ts'

describe('what a status leaves to do', () => {
  it('is growth while it is active, and for the provider’s own people while it is disabled', () => {
    const growing = (type: 'provider' | 'partner') =>
      organizationStatuses.filter((status) => standingOf(status, type).isGrowing)
    expect(growing('provider')).toEqual(['active', 'disabled'])
    expect(growing('partner')).toEqual(['active'])
  })

  it('is reading alone in the archive', () => {
    const readOnly = organizationStatuses.filter((status) => standingOf(status, 'provider').isReadOnly)
    expect(readOnly).toEqual(['archived'])
  })
})
