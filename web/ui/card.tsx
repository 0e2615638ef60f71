import { Title } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './card.module.css'

/** One thing on a page of settings: what it is, why, and what can be changed; without a title while it loads. */
export function Card(props: { heading?: { id: string; title: string; lead: string }; children: ReactNode }) {
  return (
    <div className={classes.card}>
      {props.heading && (
        <>
          <Title order={2} id={props.heading.id} className={classes.title}>
            {props.heading.title}
          </Title>
          <p className={classes.lead}>{props.heading.lead}</p>
        </>
      )}
      {props.children}
    </div>
  )
}
