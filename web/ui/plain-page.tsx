import { Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { texts } from '../platform/texts.ts'
import { Mark } from './mark.tsx'
import classes from './plain-page.module.css'
import { useTitle } from './trail.tsx'

/** A page without the frame, for who is not signed in: the mark, one heading, one form. */
export function PlainPage(props: { title: string; lead?: ReactNode; children: ReactNode; foot?: ReactNode }) {
  useTitle(props.title)
  return (
    <main className={classes.page}>
      <div className={classes.column}>
        <div className={classes.brand}>
          <Mark size={30} />
          <span>{texts.product}</span>
        </div>
        <div className={classes.card}>
          <Title order={1} className={classes.title}>
            {props.title}
          </Title>
          {props.lead && <p className={classes.lead}>{props.lead}</p>}
          <div className={classes.content}>{props.children}</div>
        </div>
        {props.foot && <div className={classes.foot}>{props.foot}</div>}
      </div>
    </main>
  )
}
