import { ApiError } from '@tenantry/contract/client.ts'
import { useRef } from 'react'
import { useRequestKey } from './use-request-key.ts'

/**
 * Keys for what a form asks for whose answer is shown once only, as {@link useRequestKey} gives them. Of a try that went
 * through without its answer the next one is told; what is asked for after that is asked for knowingly, as another one.
 */
export function useSecretRequest() {
  const keyFor = useRequestKey()
  const lost = useRef(0)
  return {
    keyFor: (wish: unknown) => keyFor({ wish, lost: lost.current }),
    /** Whether a refusal tells that an earlier try has made it, with a secret that nobody has seen. */
    noteLost: (error: unknown): boolean => {
      const isLost = error instanceof ApiError && error.problem.params?.reason === 'shown_once'
      if (isLost) lost.current += 1
      return isLost
    },
  }
}
