import { useRef } from 'react'
import { newIdempotencyKey } from './api.ts'

/**
 * Keys for what a form asks for: another try of the same is the same request, however the one before ended; what was
 * changed in between is another one.
 */
export function useRequestKey(): (wish: unknown) => string {
  const keys = useRef(new Map<string, string>())
  return (wish) => {
    const text = JSON.stringify(wish)
    const key = keys.current.get(text) ?? newIdempotencyKey()
    keys.current.set(text, key)
    return key
  }
}
