import { Button } from '@mantine/core'
import { IconReceipt2 } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { texts } from './usage.texts.ts'

/** The way to what all customers are metered. */
export function UsageLink() {
  return (
    <Button
      variant="default"
      leftSection={<IconReceipt2 size={16} stroke={1.7} aria-hidden />}
      renderRoot={(props) => <Link to="/licenses/usage" {...props} />}
    >
      {texts.link}
    </Button>
  )
}
