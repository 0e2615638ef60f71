import { Button } from '@mantine/core'
import { IconMapOff } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { texts } from '../platform/texts.ts'
import { EmptyState } from './empty-state.tsx'
import { useTrail } from './trail.tsx'

/** The answer to an address where nothing is, or nothing that the person may see. */
export function NotFoundPage() {
  useTrail({ label: texts.notFound.heading })
  return (
    <EmptyState
      icon={<IconMapOff size={22} stroke={1.6} />}
      isPage
      title={texts.notFound.heading}
      text={texts.notFound.advice}
      action={
        <Button variant="default" renderRoot={(props) => <Link to="/customers" {...props} />}>
          {texts.notFound.back}
        </Button>
      }
    />
  )
}
