import { Link } from '@tanstack/react-router'
import { useMe } from '../platform/session.tsx'
import classes from './app-frame.module.css'
import { initialsOf } from './initials.ts'

/** For whom one acts here: the mark of one's own organization, with its name where there is room. */
export function Brand({ isCollapsed }: { isCollapsed?: boolean }) {
  const name = useMe().membership.organization.name
  return (
    <Link to="/customers" className={classes.brand} title={name} {...(isCollapsed ? { 'aria-label': name } : {})}>
      <span className={classes.brandMark} aria-hidden data-letter={initialsOf(name).slice(0, 1)} />
      {!isCollapsed && <span className={classes.brandName}>{name}</span>}
    </Link>
  )
}
