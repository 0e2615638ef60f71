import { ActionIcon, UnstyledButton } from '@mantine/core'
import { IconChevronDown, IconX } from '@tabler/icons-react'
import { type ReactNode, use, useState } from 'react'
import { ReadOnly } from '../form/read-only.ts'
import classes from './people.module.css'

/**
 * One of several: a line with its name and the X that removes it, and its fields below. A stored one begins folded up;
 * one with a problem is open.
 */
export function ListItem(props: {
  /** Which of several it is, read out around its fields: 'Contact 2'. A name would change with each key. */
  place: string
  /** What it is called, e.g. 'Grace Hopper'; its place while it has no name. */
  name: string
  /** What else tells it apart while it is folded up. */
  about?: string | undefined
  removeLabel: string
  isFoldedFirst?: boolean
  hasProblem: boolean
  onRemove: () => void
  children: ReactNode
}) {
  const { name, about, hasProblem } = props
  const [isFolded, setFolded] = useState(props.isFoldedFirst ?? false)
  const isReadOnly = use(ReadOnly)
  const isOpen = !isFolded || hasProblem || isReadOnly
  return (
    <fieldset className={classes.item} data-item>
      <legend className={classes.itemLegend}>{props.place}</legend>
      <div className={classes.itemHead}>
        {props.isFoldedFirst && !isReadOnly ? (
          <UnstyledButton className={classes.fold} aria-expanded={isOpen} onClick={() => setFolded(isOpen)}>
            <IconChevronDown size={15} stroke={2} className={classes.chevron} aria-hidden />
            <ItemName name={name} about={about} />
          </UnstyledButton>
        ) : (
          <div className={classes.fold}>
            <ItemName name={name} about={about} />
          </div>
        )}
        {!isReadOnly && (
          <ActionIcon aria-label={props.removeLabel} data-remove onClick={props.onRemove}>
            <IconX size={16} stroke={1.8} aria-hidden />
          </ActionIcon>
        )}
      </div>
      {isOpen && <div className={classes.itemFields}>{props.children}</div>}
    </fieldset>
  )
}

function ItemName({ name, about }: { name: string; about: string | undefined }) {
  return (
    <>
      <span className={classes.itemName}>{name}</span>
      {about && <span className={classes.itemAbout}>{about}</span>}
    </>
  )
}
