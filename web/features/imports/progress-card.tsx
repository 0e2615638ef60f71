import { Button, Progress } from '@mantine/core'
import type { Import } from '@tenantry/contract/imports.ts'
import { Counts } from './counts.tsx'
import classes from './imports.module.css'
import { texts } from './imports.texts.ts'

/** How far it has come, and the way to end it. */
export function ProgressCard(props: { import: Import; isCancelling: boolean; onCancel: () => void }) {
  const { import: shown, isCancelling } = props
  const { state, file, progress } = shown
  const words = texts.progress
  const made = progress.created + progress.updated
  const isUndoing = state === 'undoing'
  const [done, all] = isUndoing ? [progress.takenBack + progress.kept, made] : [progress.position, file.rows]
  const title = words[state as 'checking' | 'running' | 'undoing']
  return (
    <section className={`${classes.card} ${classes.padded}`} aria-labelledby="import-progress">
      <h2 id="import-progress" className={classes.heading}>
        {title}
      </h2>
      <Progress.Root size="lg">
        <Progress.Section value={all === 0 ? 100 : (100 * done) / all} aria-label={title} />
      </Progress.Root>
      <div className={classes.line}>
        <span role="status">{words.of(done, all)}</span>
        <span className={classes.value}>{words.leave}</span>
      </div>
      <Counts import={shown} />
      {!isUndoing && (
        <div className={classes.line}>
          <Button variant="default" onClick={props.onCancel}>
            {isCancelling ? texts.actions.cancelling : texts.actions.cancel}
          </Button>
        </div>
      )}
    </section>
  )
}
