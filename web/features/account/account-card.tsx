import { Title } from '@mantine/core'
import { type ReactNode, useId } from 'react'
import classes from './account.module.css'

/** One thing that a person can change, with why. */
export function AccountCard(props: { title: string; lead: string; children: ReactNode }) {
  const id = useId()
  return (
    <section className={classes.card} aria-labelledby={id}>
      <Title order={2} id={id} className={classes.title}>
        {props.title}
      </Title>
      <p className={classes.lead}>{props.lead}</p>
      {props.children}
    </section>
  )
}
