import { useDebouncedValue } from '@mantine/hooks'

/** How long something may take before it is worth showing that it takes. */
const shortMs = 160

/** Whether something has held for a while. What ends sooner never shows: it would only flicker, and cost a repaint. */
export function useLasting(holds: boolean): boolean {
  const [held] = useDebouncedValue(holds, shortMs)
  return holds && held
}
