/**
 * For a field of an email address. Not of the type that browsers have for it: they hand out its domain in Latin letters, and
 * some of it (ß) as the domain of somebody else.
 */
export const emailInput = { inputMode: 'email', autoCapitalize: 'none', spellCheck: false } as const
