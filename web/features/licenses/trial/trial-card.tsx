import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { CustomerLicenses } from '@tenantry/contract/licenses.ts'
import { Suspense, useState } from 'react'
import { formatDate, formatNumber } from '../../../platform/format.ts'
import { useMe, usePermission } from '../../../platform/session.tsx'
import { part } from '../../../ui/part.tsx'
import { fullness, UsageBar } from '../../../ui/usage-bar.tsx'
import { type ChosenOrganization, customerQuery } from '../../customers/public.ts'
import { StoryButton } from '../story-button.tsx'
import classes from './trial.module.css'
import { texts as words } from './trial.texts.ts'

const ExtendPanel = part(() => import('./extend-panel.tsx'))
const ConvertTrial = part(() => import('./convert-trial.tsx'))

/**
 * What a trial has, when it ends, and what ends it otherwise (RI6). Its own people are told how many devices they may have,
 * and not that a trial is why.
 */
export function TrialCard(props: {
  customer: ChosenOrganization
  trial: NonNullable<CustomerLicenses['trial']>
  isReadOnly: boolean
  onOpen: () => void
}) {
  const { trial, customer } = props
  const read = useQuery(customerQuery(customer.id)).data
  const [doing, setDoing] = useState<'extend' | 'convert' | null>(null)
  const isOwn = useMe().membership.organization.id === customer.id
  const mayChange = usePermission('customers.update') && !props.isReadOnly && !isOwn
  const plan = read?.data.plan
  const told = plan ? words : words.own
  const isChangeable = mayChange && plan?.kind === 'trial'
  const expiresOn = plan?.expiresOn ?? null
  const left = trial.daysLeft
  const isEnded = left !== null && left < 0
  const end = () => setDoing(null)
  return (
    <section className={classes.trial} aria-labelledby="trial" data-state={stateOf(trial, isEnded)}>
      <div className={classes.text}>
        <h3 id="trial" className={classes.title}>
          {told.title}
        </h3>
        {expiresOn !== null && left !== null && (
          <p className={classes.end} data-soon={left <= 7 || undefined}>
            {isEnded ? words.ended(formatDate(expiresOn)) : words.endsOn(formatDate(expiresOn), left)}
          </p>
        )}
        <p className={classes.hint}>
          {!isEnded && told.hint} {plan && words.notMetered}
        </p>
      </div>
      <Use trial={trial} isEnded={isEnded} openLabel={told.open} onOpen={props.onOpen} />
      {isChangeable && (
        <div className={classes.actions}>
          <Button variant="default" onClick={() => setDoing('extend')}>
            {words.extend}
          </Button>
          <Button variant="default" onClick={() => setDoing('convert')}>
            {words.convert}
          </Button>
        </div>
      )}
      {read && doing !== null && (
        <Suspense>
          {doing === 'extend' ? <ExtendPanel read={read} onEnd={end} /> : <ConvertTrial read={read} onEnd={end} />}
        </Suspense>
      )}
    </section>
  )
}

function Use(props: {
  trial: NonNullable<CustomerLicenses['trial']>
  isEnded: boolean
  openLabel: string
  onOpen: () => void
}) {
  const { isEnded } = props
  const { used, limit, free, overBy } = props.trial
  const count = isEnded
    ? words.only(formatNumber(used), used === 1)
    : words.line(formatNumber(used), formatNumber(limit))
  const rest = overBy > 0 ? words.overBy(formatNumber(overBy)) : words.free(formatNumber(free))
  return (
    <div className={classes.use}>
      <span className={classes.count}>
        <StoryButton label={props.openLabel} onClick={props.onOpen}>
          {count}
        </StoryButton>
        {!isEnded && ` · ${rest}`}
      </span>
      {!isEnded && <UsageBar total={limit} parts={[{ count: used, tone: 'full' }]} />}
    </div>
  )
}

function stateOf({ used, limit, overBy }: NonNullable<CustomerLicenses['trial']>, isEnded: boolean) {
  if (isEnded) return undefined
  return overBy > 0 ? 'over' : fullness(used, limit)
}
