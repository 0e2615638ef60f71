/** The product's own mark. */
export function Mark({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="8.5" fill="var(--accent)" />
      <g fill="var(--accent-ink)">
        <rect x="7" y="7.5" width="18" height="5" rx="1.8" />
        <rect x="13.5" y="14.5" width="5" height="4.5" rx="1.6" opacity=".82" />
        <rect x="13.5" y="21" width="5" height="4.5" rx="1.6" opacity=".58" />
      </g>
    </svg>
  )
}
