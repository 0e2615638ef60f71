import { initialsOf, logoColorOf } from './initials.ts'
import classes from './initials-logo.module.css'

/** Stands in for a logo: initials on a color that stays with the name. Decoration, for the name is beside it. */
export function InitialsLogo({ name, size = 'md' }: { name: string; size?: 'sm' | 'md' | 'lg' }) {
  return (
    <span className={classes.logo} data-size={size} data-color={logoColorOf(name)} aria-hidden>
      {initialsOf(name)}
    </span>
  )
}
