import { VisuallyHidden } from '@mantine/core'
import { type ReactNode, use } from 'react'
import { formTexts } from '../form.texts.ts'
import classes from './form.module.css'
import { ReadOnly } from './read-only.ts'

/** Fields that belong together, under a heading that says why they are asked. */
export function FieldGroup(props: {
  title: string
  hint?: string
  isRequired?: boolean | undefined
  children: ReactNode
}) {
  const isReadOnly = use(ReadOnly)
  return (
    <fieldset className={classes.group}>
      <legend className={classes.legend}>
        <Marked isRequired={props.isRequired}>{props.title}</Marked>
      </legend>
      {props.hint && !isReadOnly && <div className={classes.hint}>{props.hint}</div>}
      <div className={classes.content}>{props.children}</div>
    </fieldset>
  )
}

/** Words with the star of what must be filled, as labels of fields have it. */
export function Marked({ isRequired, children }: { isRequired: boolean | undefined; children: ReactNode }) {
  if (!isRequired) return children
  return (
    <>
      {children}{' '}
      <span className={classes.star} aria-hidden>
        *
      </span>
      <VisuallyHidden>({formTexts.wizard.required.toLocaleLowerCase()})</VisuallyHidden>
    </>
  )
}
