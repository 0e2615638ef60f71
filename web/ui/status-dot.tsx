import classes from './status-dot.module.css'

/** What a status means for the one who looks: fine, watch, act, or at rest. */
export type Tone = 'ok' | 'warn' | 'bad' | 'idle'

/** A status as a dot and its word, so that color is never the only sign. */
export function StatusDot({ tone, children }: { tone: Tone; children: string }) {
  return (
    <span className={classes.dot} data-tone={tone}>
      {children}
    </span>
  )
}
