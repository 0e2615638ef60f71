import { PasswordInput, type PasswordInputProps } from '@mantine/core'
import { type PasswordStrength, passwordStrength } from '../platform/password-strength.ts'
import classes from './new-password-input.module.css'

const advice = 'A sentence is easy to remember'
/** Of what is refused for being common, or somebody's own, this knows nothing: it tells the length and promises no more. */
const words: Record<PasswordStrength, string> = {
  0: 'Use at least 12 characters; a sentence is easy to remember',
  1: 'Long enough, but easy to guess',
  2: 'Long enough',
  3: 'Long',
}

/** A field for a new password with a hint at its length and at patterns that are easy to guess. */
export function NewPasswordInput(props: PasswordInputProps & { value?: string }) {
  const strength = passwordStrength(props.value ?? '', Boolean(props.error))
  // One that is refused as too short says so above the hint already.
  const hint = strength === 0 && props.error ? advice : words[strength]
  return (
    <div>
      <PasswordInput autoComplete="new-password" aria-invalid={Boolean(props.error)} {...props} />
      <div className={classes.hint} data-strength={strength}>
        <span className={classes.bar} aria-hidden>
          <i />
          <i />
          <i />
        </span>
        <span role="status">{hint}</span>
      </div>
    </div>
  )
}
