import { StartupError } from '../platform/postgres/startup-error.ts'

/** What is said where nobody has the email that was given, or where none was. */
export function noAccount(email: string): StartupError {
  if (email.trim() === '') return new StartupError('Name the email of an account after --email.')
  return new StartupError(`There is no account with the email ${email}.`)
}
