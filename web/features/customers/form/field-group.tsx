import type { ReactNode } from 'react'
import classes from './form.module.css'

/** Fields that belong together, under a heading that says why they are asked. */
export function FieldGroup(props: { title: string; hint?: string; children: ReactNode }) {
  return (
    <fieldset className={classes.group}>
      <legend className={classes.legend}>{props.title}</legend>
      {props.hint && <div className={classes.hint}>{props.hint}</div>}
      <div className={classes.content}>{props.children}</div>
    </fieldset>
  )
}
