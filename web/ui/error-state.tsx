import { Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { problemText } from '../platform/problem-text.ts'
import { texts } from '../platform/texts.ts'
import classes from './states.module.css'

/** Says what happened and what to do, with the way to try again where trying again can help. */
export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: (() => void) | undefined }) {
  const words = problemText(error)
  return (
    <div className={classes.state} role="alert">
      <div className={classes.icon} data-tone="bad" aria-hidden>
        <IconAlertTriangle size={22} stroke={1.6} />
      </div>
      <div className={classes.title}>{words.title}</div>
      <div className={classes.text}>{words.advice}</div>
      {words.requestId && <code className={classes.request}>{texts.errors.requestId(words.requestId)}</code>}
      {onRetry && (
        <div className={classes.action}>
          <Button variant="default" onClick={onRetry}>
            {texts.errors.retry}
          </Button>
        </div>
      )}
    </div>
  )
}
