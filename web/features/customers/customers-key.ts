/** Everything read under this key is about customers, and is read again when one changes. */
export const customersKey = ['customers'] as const
