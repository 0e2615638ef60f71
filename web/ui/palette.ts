/** What the palette is opened with. */
export interface PaletteProps {
  /** Grows each time that it is to open. */
  openings: number
  /** What it finds: everything, or customers alone for whoever switches between them. */
  scope: 'everything' | 'customers'
  /** It cannot be loaded. */
  onMissing?: () => void
}
