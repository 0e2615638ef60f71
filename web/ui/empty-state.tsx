import type { ReactNode } from 'react'
import classes from './states.module.css'

/** Says what would be here and how to start. */
export function EmptyState(props: { icon?: ReactNode; title: string; text?: ReactNode; action?: ReactNode }) {
  return (
    <div className={classes.state}>
      {props.icon && (
        <div className={classes.icon} aria-hidden>
          {props.icon}
        </div>
      )}
      <div className={classes.title}>{props.title}</div>
      {props.text && <div className={classes.text}>{props.text}</div>}
      {props.action && <div className={classes.action}>{props.action}</div>}
    </div>
  )
}
