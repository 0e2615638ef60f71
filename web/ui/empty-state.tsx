import type { ReactNode } from 'react'
import classes from './states.module.css'

/** Says what would be here and how to start. */
export function EmptyState(props: {
  icon?: ReactNode
  tone?: 'bad'
  title: string
  text?: ReactNode
  action?: ReactNode
  isPage?: boolean
}) {
  const Heading = props.isPage ? 'h1' : 'div'
  return (
    <div className={classes.state}>
      {props.icon && (
        <div className={classes.icon} data-tone={props.tone} aria-hidden>
          {props.icon}
        </div>
      )}
      <Heading className={classes.title}>{props.title}</Heading>
      {props.text && <div className={classes.text}>{props.text}</div>}
      {props.action && <div className={classes.action}>{props.action}</div>}
    </div>
  )
}
