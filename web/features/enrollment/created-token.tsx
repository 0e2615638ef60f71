import { useEffect, useId, useRef } from 'react'
import { CopyButton } from '../../ui/copy-button.tsx'
import classes from './enrollment.module.css'
import { texts } from './enrollment.texts.ts'

const words = texts.created

const exampleWith = (token: string) => `curl -X POST ${window.location.origin}/api/v1/devices/enroll \\
  -H 'Authorization: Bearer ${token}' \\
  -H 'Content-Type: application/json' \\
  -d '{"devices":[{"name":"nyc-srv-01","class":"server",
       "serialNumber":"CZC1234567","ipAddresses":["192.0.2.10"]}]}'`

/** The token, shown this once, with a way to copy it and how it is used. */
export function CreatedToken({ token }: { token: string }) {
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
        <CopyButton text={token} label={words.copyToken} />
      </div>
      <div className={classes.use}>
        <p className={classes.lead}>{words.use}</p>
        <CopyButton text={exampleWith(token)} label={words.copyExample} />
      </div>
      {/* Scrolls by the keyboard, too. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached */}
      <pre className={classes.example} tabIndex={0}>
        {exampleWith('…')}
      </pre>
    </div>
  )
}
