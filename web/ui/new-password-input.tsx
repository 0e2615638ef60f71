import { PasswordInput, type PasswordInputProps } from '@mantine/core'
import { guessableProblem, type PasswordOwner } from '@tenantry/contract/fields/new-passwords.ts'
import { type PasswordStrength, passwordStrength } from '../platform/password-strength.ts'
import classes from './new-password-input.module.css'

const advice = 'A sentence is easy to remember'
/** Of what is refused for being common this knows nothing: it tells the length and promises no more. */
const words: Record<PasswordStrength, string> = {
  0: 'Use at least 12 characters; a sentence is easy to remember',
  1: 'Long enough, but easy to guess',
  2: 'Long enough',
  3: 'Long',
}

/** A field for a new password with a hint at its length and at what makes it easy to guess, by the rule that refuses it. */
export function NewPasswordInput({
  owner = { email: '' },
  ...props
}: PasswordInputProps & { value?: string; owner?: PasswordOwner }) {
  const { value = '', error } = props
  const strength = passwordStrength(value, Boolean(error), owner)
  return (
    <div>
      <PasswordInput autoComplete="new-password" aria-invalid={Boolean(error)} {...props} />
      <div className={classes.hint} data-strength={strength}>
        <span className={classes.bar} aria-hidden>
          <i />
          <i />
          <i />
        </span>
        <span role="status">{error && value !== '' ? hintBelowError(strength) : hintOf(value, strength, owner)}</span>
      </div>
    </div>
  )
}

/** One that is refused as too short says so above the hint already; one that is missing does not. */
const hintBelowError = (strength: PasswordStrength) => (strength === 0 ? advice : words[strength])

function hintOf(password: string, strength: PasswordStrength, owner: PasswordOwner): string {
  return (strength === 1 && guessableProblem(password, owner)) || words[strength]
}
