import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { use } from 'react'
import classes from './form.module.css'
import { ReadOnly } from './read-only.ts'

/**
 * Adds one more to a list in a form: a quiet button where it will appear.
 * @param props.isNeeded the list has a problem that is solved here, so that the focus comes here
 */
export function AddButton(props: { label: string; isDisabled?: boolean; isNeeded?: boolean; onClick: () => void }) {
  if (use(ReadOnly)) return null
  return (
    <Button
      variant="subtle"
      size="xs"
      className={classes.add}
      leftSection={<IconPlus size={14} stroke={2} aria-hidden />}
      data-add
      data-needed={props.isNeeded || undefined}
      disabled={props.isDisabled ?? false}
      onClick={props.onClick}
    >
      {props.label}
    </Button>
  )
}
