import { Button } from '@mantine/core'
import { IconRadar2 } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { formatTotal } from '../../platform/format.ts'
import toolbar from '../../ui/list/toolbar.module.css'
import { waitingQuery } from './enrollment.api.ts'
import classes from './enrollment.module.css'
import { texts } from './enrollment.texts.ts'

/** Leads to the devices that wait for a license, with their number; of one customer, to its own. */
export function SeenLink({ organizationId }: { organizationId: string | undefined }) {
  const waiting = useQuery(waitingQuery(organizationId)).data
  const count = waiting === undefined || waiting === 0 ? null : formatTotal(waiting)
  const search = organizationId === undefined ? {} : { filter: { organizationId: { eq: organizationId } } }
  return (
    <Button
      variant="subtle"
      color="gray"
      px={10}
      title={texts.seen}
      aria-label={count === null ? texts.seen : texts.seenOf(count)}
      leftSection={<IconRadar2 size={16} stroke={1.7} aria-hidden />}
      renderRoot={(props) => <Link to="/seen-devices" search={search} {...props} />}
    >
      <span className={toolbar.word}>{texts.seen}</span>
      {/* With a space, so that it reads as the name says it. */}
      {count !== null && <span className={classes.count}>{` ${count}`}</span>}
    </Button>
  )
}
