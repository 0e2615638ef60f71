import { useEffect, useState } from 'react'

/** Whether a moment of the next days is past by the clock of this computer; draws anew when it has come. */
export function useIsPast(instant: string | null): boolean {
  const [, setReached] = useState('')
  useEffect(() => {
    if (instant === null) return
    const timer = setTimeout(() => setReached(instant), Date.parse(instant) - Date.now())
    return () => clearTimeout(timer)
  }, [instant])
  return instant !== null && Date.parse(instant) <= Date.now()
}
