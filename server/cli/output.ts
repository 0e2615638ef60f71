import { AppError } from '../platform/errors.ts'
import { StartupError } from '../platform/postgres/startup-error.ts'

/** Writes one line for the person at the terminal. */
export function print(line = ''): void {
  process.stdout.write(`${line}\n`)
}

/** Ends the command with one clear line for what an operator can mend, and with everything for what is our defect. */
export function failWith(error: unknown): never {
  process.stderr.write(`${messageOf(error)}\n`)
  process.exit(1)
}

function messageOf(error: unknown): string {
  if (error instanceof StartupError) return error.message
  if (error instanceof AppError)
    return [error.message, ...(error.details.errors ?? []).map((each) => `  ${each.path}: ${each.message}`)].join('\n')
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
