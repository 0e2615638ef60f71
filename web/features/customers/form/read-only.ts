import { createContext } from 'react'

/**
 * Whether a form is only to be read: nothing in it adds or takes away, what is empty is left out of it, and no hint tells
 * how it is filled in.
 */
export const ReadOnly = createContext(false)
