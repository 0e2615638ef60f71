/** Words of the choice between memberships, which loads when it opens. */
export const membershipTexts = { heading: 'Work in', failed: 'The organization could not be switched' } as const
