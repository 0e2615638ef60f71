import { Title } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './page-header.module.css'

/** The heading of a page, a count or status beside it, and the page's actions, the one to do next last. */
export function PageHeader(props: {
  title: ReactNode
  beside?: ReactNode
  below?: ReactNode
  logo?: ReactNode
  actions?: ReactNode
}) {
  return (
    <div className={classes.header}>
      {props.logo}
      <div className={classes.words}>
        <div className={classes.line}>
          <Title order={1} {...(isLong(props.title) ? whole(props.title) : {})} className={classes.title}>
            {props.title}
          </Title>
          {props.beside && <div className={classes.beside}>{props.beside}</div>}
        </div>
        {props.below && <div className={classes.below}>{props.below}</div>}
      </div>
      {props.actions && <div className={classes.actions}>{props.actions}</div>}
    </div>
  )
}

const isLong = (title: ReactNode): title is string => typeof title === 'string' && title.length > 60

/** A name that fills a phone's screen is cut: pointing at it, pressing it and the Tab key show all of it; readers hear it anyway. */
const whole = (title: string) => ({
  title,
  tabIndex: 0,
  onClick: ({ currentTarget }: { currentTarget: HTMLElement }) => currentTarget.toggleAttribute('data-whole'),
})
