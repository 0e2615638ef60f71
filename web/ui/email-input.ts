/**
 * For a field of an email address. Not of the type that browsers have for it: they hand out its domain in Latin letters, and
 * some of it (ß) as the domain of somebody else. That type also keeps phones
 * from mending what is typed, which is said by itself here.
 */
export const emailInput = { inputMode: 'email', autoCapitalize: 'none', autoCorrect: 'off', spellCheck: false } as const
