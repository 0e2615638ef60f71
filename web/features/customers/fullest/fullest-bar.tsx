import { VisuallyHidden } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { FullLicense } from '@tenantry/contract/fullest-licenses.ts'
import { formatNumber } from '../../../platform/format.ts'
import { useRowStop } from '../../../ui/list/row-stop.ts'
import { fullness, UsageBar } from '../../../ui/usage-bar.tsx'
import classes from './fullest.module.css'
import { texts } from './fullest.texts.ts'

/** How full a license of a customer is; leads to all of its licenses. */
export function FullestBar({ customerId, license }: { customerId: string; license: FullLicense }) {
  const { name, demand, overBy } = license
  const stop = useRowStop()
  const capacity = license.limit + license.overage
  const over = overBy > 0 ? texts.overBy(formatNumber(overBy)) : ''
  return (
    <Link
      to="/customers/$id/$tab"
      params={{ id: customerId, tab: 'licenses' }}
      className={classes.license}
      title={over === '' ? name : `${name} · ${over}`}
      data-license
      data-state={overBy > 0 ? 'over' : fullness(demand, capacity)}
      {...stop}
    >
      <span className={classes.picture}>
        <UsageBar total={capacity} parts={[{ count: demand, tone: 'full' }]} />
      </span>
      <span className={classes.figures}>
        {formatNumber(demand)}
        <span aria-hidden> / </span>
        <VisuallyHidden>{texts.of}</VisuallyHidden>
        {formatNumber(capacity)}
      </span>
      <span className={classes.type}>
        <span className={classes.name}>{name}</span>
        {over !== '' && <span className={classes.over}>{over}</span>}
      </span>
    </Link>
  )
}
