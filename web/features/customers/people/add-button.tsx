import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import classes from './people.module.css'

/** The way to something that few need: a quiet button where it will appear. */
export function AddButton(props: { label: string; onClick: () => void }) {
  return (
    <Button
      variant="subtle"
      size="xs"
      className={classes.add}
      leftSection={<IconPlus size={14} stroke={2} aria-hidden />}
      data-add
      onClick={props.onClick}
    >
      {props.label}
    </Button>
  )
}
