import { useId } from 'react'
import { CopyButton } from '../../ui/copy-button.tsx'
import classes from './api-keys.module.css'
import { texts } from './texts.ts'

const words = texts.created

const exampleWith = (key: string) =>
  `curl -H 'Authorization: Bearer ${key}' \\\n  ${window.location.origin}/api/v1/customers`

/** The secret, shown this once, with a way to copy it. */
export function CreatedKey({ secret }: { secret: string }) {
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
        <CopyButton text={secret} label={words.copyKey} />
      </div>
      <div className={classes.use}>
        <p className={classes.lead}>{words.use}</p>
        <CopyButton text={exampleWith(secret)} label={words.copyExample} />
      </div>
      <pre className={classes.example}>{exampleWith('…')}</pre>
    </div>
  )
}
