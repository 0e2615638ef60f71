/** The event that tells the sealing job of a new row, and of an instant that the row is not older than. */
export const auditAppended = { name: 'audit.appended', version: 2 } as const
