import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'

/**
 * The button that adds to a list.
 * @param props.isKept not shown yet, with its place kept, so that nothing beside it moves
 */
export function AddToList(props: {
  label: string
  isKept?: boolean | undefined
  onClick: () => void
  onPointerEnter?: () => void
  onFocus?: () => void
}) {
  const { label, isKept, ...does } = props
  return (
    <Button
      leftSection={<IconPlus size={16} stroke={2} aria-hidden />}
      {...(isKept && { style: { visibility: 'hidden' } })}
      {...does}
    >
      {label}
    </Button>
  )
}
