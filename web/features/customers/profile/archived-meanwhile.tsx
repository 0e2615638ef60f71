import { Title } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { formTexts } from '../form.texts.ts'
import classes from './profile.module.css'

const words = formTexts.profile.archived

/** Says that what was typed can no longer be saved; has the focus, as the button that had it is gone. */
export function ArchivedMeanwhile() {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <section className={`${classes.card} ${classes.overtaken}`} aria-labelledby="archived-title">
      <Title order={2} id="archived-title" ref={heading} tabIndex={-1} className={classes.conflictTitle}>
        {words.title}
      </Title>
      <p className={classes.conflictLead}>{words.lead}</p>
    </section>
  )
}
