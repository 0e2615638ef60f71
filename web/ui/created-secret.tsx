import { useEffect, useId, useRef } from 'react'
import { CopyButton } from './copy-button.tsx'
import classes from './created-secret.module.css'

interface Words {
  /** That it is shown this once. */
  text: string
  label: string
  copy: string
  /** What the example is of. */
  use: string
  copyExample: string
}

/**
 * A secret that is shown this once, with a way to copy it and an example of how it is sent. It takes the focus, which what
 * has made it had.
 * @param props.exampleWith the example with a secret in it; shown without, copied with it
 */
export function CreatedSecret(props: { secret: string; words: Words; exampleWith: (secret: string) => string }) {
  const { secret, words, exampleWith } = props
  const id = useId()
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])
  return (
    <div>
      <p className={classes.lead}>{words.text}</p>
      <label className={classes.label} htmlFor={id}>
        {words.label}
      </label>
      <div className={classes.secret}>
        <input
          id={id}
          readOnly
          value={secret}
          spellCheck={false}
          ref={field}
          data-autofocus
          onFocus={(event) => event.currentTarget.select()}
        />
        <CopyButton text={secret} label={words.copy} />
      </div>
      <div className={classes.use}>
        <p className={classes.lead}>{words.use}</p>
        <CopyButton text={exampleWith(secret)} label={words.copyExample} />
      </div>
      {/* Scrolls by the keyboard, too. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached */}
      <pre className={classes.example} tabIndex={0}>
        {exampleWith('…')}
      </pre>
    </div>
  )
}
