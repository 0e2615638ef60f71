import { createContext, useContext } from 'react'

/**
 * Whether Tab stops at what lies within a row: 0 in the row that is the table's stop, -1 in all others, and undefined
 * where there is no row around.
 */
export const RowStop = createContext<0 | -1 | undefined>(undefined)

/** To be spread over each button, link and box that stands in a row: of a hundred rows, Tab stops in one. */
export function useRowStop(): { tabIndex?: 0 | -1 } {
  const tabIndex = useContext(RowStop)
  return tabIndex === undefined ? {} : { tabIndex }
}
