import { Button } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useEffect, useId, useRef } from 'react'
import { texts as frameTexts } from '../../platform/texts.ts'
import classes from './enrollment.module.css'
import { texts } from './enrollment.texts.ts'

const words = texts.created

const example = `curl -X POST ${window.location.origin}/api/v1/devices/enroll \\
  -H 'Authorization: Bearer …' \\
  -H 'Content-Type: application/json' \\
  -d '{"devices":[{"name":"nyc-srv-01","class":"server",
       "serialNumber":"CZC1234567","ipAddresses":["192.0.2.10"]}]}'`

/** The token, shown this once, with a way to copy it and how it is used. */
export function CreatedToken({ token }: { token: string }) {
  const clipboard = useClipboard({ timeout: 4000 })
  const id = useId()
  const field = useRef<HTMLInputElement>(null)
  // It comes in the place of the button that has made it, which had the focus.
  useEffect(() => field.current?.focus(), [])
  return (
    <div>
      <p className={classes.lead}>{words.text}</p>
      <label className={classes.label} htmlFor={id}>
        {words.token}
      </label>
      <div className={classes.secret}>
        <input
          id={id}
          readOnly
          value={token}
          spellCheck={false}
          ref={field}
          onFocus={(event) => event.currentTarget.select()}
        />
        <Button
          variant="light"
          leftSection={clipboard.copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
          onClick={() => clipboard.copy(token)}
        >
          <span aria-live="polite">{clipboard.copied ? frameTexts.actions.copied : frameTexts.actions.copy}</span>
        </Button>
      </div>
      <p className={classes.lead}>{words.use}</p>
      {/* Scrolls by the keyboard, too. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached */}
      <pre className={classes.example} tabIndex={0}>
        {example}
      </pre>
    </div>
  )
}
