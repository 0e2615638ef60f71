import { ApiError } from '@tenantry/contract/client.ts'
import { getSetup } from '@tenantry/contract/setup.ts'
import { plainApi } from './api.ts'

let known: Promise<boolean> | null = null

/**
 * Whether this installation still waits to be set up. Asked once and remembered; `forgetSetupState` makes the next
 * question ask again, and so does a server that could not be reached.
 */
export function isSetupOpen(): Promise<boolean> {
  known ??= plainApi(getSetup).then(
    () => true,
    (error: unknown) => {
      if (!(error instanceof ApiError && error.code === 'not_found')) known = null
      return false
    },
  )
  return known
}

/** To be called when setting up has ended, whichever way. */
export function forgetSetupState(): void {
  known = null
}
