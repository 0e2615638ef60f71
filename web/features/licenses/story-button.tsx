import { UnstyledButton } from '@mantine/core'
import classes from './licenses.module.css'

/**
 * A number that opens what stands behind it.
 * @param label what it opens, read out after the number
 */
export function StoryButton(props: { label: string; onClick: () => void; children: string }) {
  const { label, children } = props
  return (
    <UnstyledButton
      className={classes.story}
      title={label}
      aria-label={`${children}: ${label}`}
      aria-haspopup="dialog"
      onClick={props.onClick}
    >
      {children}
    </UnstyledButton>
  )
}
