import { ApiError } from '@tenantry/contract/client.ts'
import { plainApi } from './api.ts'

let known: Promise<boolean> | null = null

/**
 * Whether this installation still waits to be set up. Asked once and remembered; `forgetSetupState` makes the next
 * question ask again, and so does a server that could not be reached.
 */
export function isSetupOpen(): Promise<boolean> {
  known ??= askSetup().then(
    () => true,
    (error: unknown) => {
      if (!(error instanceof ApiError && error.code === 'not_found')) known = null
      return false
    },
  )
  return known
}

async function askSetup() {
  // Loaded when asked for: the rules of its form are no part of the first page.
  const { getSetup } = await import('@tenantry/contract/setup.ts')
  return plainApi(getSetup)
}

/** To be called when setting up has ended, whichever way. */
export function forgetSetupState(): void {
  known = null
}
