import { AppError } from '../platform/errors.ts'
import { StartupError } from '../platform/postgres/startup-error.ts'

/** Writes one line for the person at the terminal. */
export function print(line = ''): void {
  process.stdout.write(`${line}\n`)
}

/** Writes one line for the person at the terminal beside what a program may read. */
export function printAside(line: string): void {
  process.stderr.write(`${line}\n`)
}

/** Ends the command with one clear line for what an operator can mend, and with everything for what is our defect. */
export function failWith(error: unknown): never {
  process.stderr.write(`${messageOf(error)}\n`)
  process.exit(1)
}

/**
 * Runs `work` and tells problems with its input by the names that the operator knows.
 * @param names by the path of the field, e.g. `{ password: '--admin-password' }`
 * @throws StartupError with a line for each field, in place of invalid_input
 */
export async function namingFields<T>(names: Record<string, string>, work: () => Promise<T>): Promise<T> {
  return work().catch((error: unknown): never => {
    if (!(error instanceof AppError) || !error.details.errors) throw error
    const lines = error.details.errors.map(({ path, message }) => `${names[path] ?? path}: ${message}`)
    throw new StartupError(lines.join('\n'))
  })
}

function messageOf(error: unknown): string {
  if (error instanceof StartupError) return error.message
  if (error instanceof AppError)
    return [error.message, ...(error.details.errors ?? []).map((each) => `  ${each.path}: ${each.message}`)].join('\n')
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
