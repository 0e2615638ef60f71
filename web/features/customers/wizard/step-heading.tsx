import { Title } from '@mantine/core'
import classes from './wizard.module.css'

/** What a step asks, and why. */
export function StepHeading({ title, lead }: { title: string; lead: string }) {
  return (
    <div>
      <Title order={3} className={classes.heading}>
        {title}
      </Title>
      <p className={classes.lead}>{lead}</p>
    </div>
  )
}
