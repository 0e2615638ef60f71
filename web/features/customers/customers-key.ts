/** Everything read under this key is about customers, and is read again when one changes. */
export const customersKey = ['customers'] as const

/** What is asked about one that is being typed. Not when customers change: one that was created would find itself. */
export const typedCustomerKey = ['typed customer'] as const
