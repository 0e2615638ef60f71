import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import classes from './form.module.css'

/** Adds one more to a list in a form: a quiet button where it will appear. */
export function AddButton(props: { label: string; isDisabled?: boolean; onClick: () => void }) {
  return (
    <Button
      variant="subtle"
      size="xs"
      className={classes.add}
      leftSection={<IconPlus size={14} stroke={2} aria-hidden />}
      data-add
      disabled={props.isDisabled ?? false}
      onClick={props.onClick}
    >
      {props.label}
    </Button>
  )
}
