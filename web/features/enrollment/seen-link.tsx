import { Button } from '@mantine/core'
import { IconRadar2 } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import toolbar from '../../ui/list/toolbar.module.css'
import { texts } from './enrollment.texts.ts'

/** Leads to the devices that wait for a license; of one customer, to its own. */
export function SeenLink({ organizationId }: { organizationId: string | undefined }) {
  const search = organizationId === undefined ? {} : { filter: { organizationId: { eq: organizationId } } }
  return (
    <Button
      variant="subtle"
      color="gray"
      px={10}
      leftSection={<IconRadar2 size={16} stroke={1.7} aria-hidden />}
      renderRoot={(props) => <Link to="/seen-devices" search={search} {...props} />}
    >
      <span className={toolbar.word}>{texts.seen}</span>
    </Button>
  )
}
