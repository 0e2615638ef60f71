import { useEffect, useRef, useState } from 'react'

/**
 * For what is loaded because its button was pressed: takes the place of that button with the focus on it, then opens.
 * Opened from the first moment on, it would not know where to give the focus back.
 */
export function useOpenOnMount() {
  const [opened, setOpened] = useState(false)
  const target = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    target.current?.focus({ preventScroll: true })
    setOpened(true)
  }, [])
  return { opened, setOpened, target }
}
