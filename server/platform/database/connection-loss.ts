const systemCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'EPIPE',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'EAI_AGAIN',
])
/** Of class 28: the server logs in with roles of its own, whose passwords somebody else may have changed. */
const databaseCodes = /^(08...|57P0[1-5]|53300|25P03|28000|28P01)$/
/** The driver's own words, which carry no code. */
const words =
  /Connection terminated|connection error and is not queryable|timeout exceeded when trying to connect|Query read timeout/

/** Whether an error means that the database could not be reached or has gone away: nothing that a caller did. */
export function isConnectionLoss(error: unknown): error is Error {
  if (!(error instanceof Error)) return false
  const { code } = error as Error & { code?: unknown }
  if (typeof code === 'string' && (systemCodes.has(code) || databaseCodes.test(code))) return true
  return words.test(error.message)
}

/** What the database and the system say when a disk is full or memory is short. */
const outOfRoom = /^(53...|58030|ENOSPC|EDQUOT)$/

/** What the database says while it is only read: a standby, or one that its operator has set to read only. */
export const readOnlyCode = '25006'

/** Whether an error passes by itself or with the operator's help, and says nothing about what somebody sent. */
export function isOfTheMoment(error: unknown): boolean {
  const code = (error as { code?: unknown } | null | undefined)?.code
  return isConnectionLoss(error) || (typeof code === 'string' && (outOfRoom.test(code) || code === readOnlyCode))
}
