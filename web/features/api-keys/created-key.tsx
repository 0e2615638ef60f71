import { Button } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useId } from 'react'
import { texts as platformTexts } from '../../platform/texts.ts'
import classes from './api-keys.module.css'
import { texts } from './texts.ts'

const words = texts.created

/** The secret, shown this once, with a way to copy it. */
export function CreatedKey({ secret }: { secret: string }) {
  const clipboard = useClipboard({ timeout: 4000 })
  const id = useId()
  return (
    <div>
      <p className={classes.lead}>{words.text}</p>
      <label className={classes.secretLabel} htmlFor={id}>
        {words.key}
      </label>
      <div className={classes.secret}>
        <input
          id={id}
          readOnly
          value={secret}
          spellCheck={false}
          data-autofocus
          onFocus={(event) => event.currentTarget.select()}
        />
        <Button
          variant="light"
          leftSection={clipboard.copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
          onClick={() => clipboard.copy(secret)}
        >
          <span aria-live="polite">{clipboard.copied ? platformTexts.actions.copied : platformTexts.actions.copy}</span>
        </Button>
      </div>
      <p className={classes.lead}>{words.use}</p>
      <pre className={classes.example}>
        {`curl -H 'Authorization: Bearer …' \\\n  ${window.location.origin}/api/v1/customers`}
      </pre>
    </div>
  )
}
