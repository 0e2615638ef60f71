import type { UseQueryResult } from '@tanstack/react-query'
import type { StatusChange, StatusEffects } from '@tenantry/contract/lifecycle.ts'
import type { OrganizationStatus } from '@tenantry/contract/organizations.ts'
import { formatDate, formatNumber } from '../../platform/format.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { Figures } from '../../ui/figures.tsx'
import classes from './lifecycle.module.css'
import { texts } from './lifecycle.texts.ts'

const words = texts.panel
const signIn = ['peopleSignedOut', 'sessionsEnded', 'apiKeysStopped'] as const

/** The numbers that a change is about; those of others are shown where they are not zero. */
const shown: Record<OrganizationStatus, readonly (keyof StatusEffects)[]> = {
  active: ['peopleLetIn', 'apiKeysRestored'],
  disabled: [...signIn, 'devices', 'subscriptionsRunning'],
  suspended: [...signIn, 'devices', 'subscriptionsRunning'],
  offboarding: [...signIn, 'devices', 'subscriptionsRunning'],
  archived: [
    ...signIn,
    'invitationsWithdrawn',
    'devicesRefused',
    'licensesReturned',
    'probesCutOff',
    'subscriptionsRunning',
  ],
}

/** What a change of status does, number by number, as the server has counted it. */
export function Effects(props: { preview: UseQueryResult<StatusChange>; to: OrganizationStatus; isRestore: boolean }) {
  const { preview, to } = props
  const change = preview.data
  return (
    <section className={classes.section} aria-label={words.effects} aria-busy={preview.isFetching}>
      <h3 className={classes.heading}>{words.effects}</h3>
      {preview.isError && <ErrorState error={preview.error} onRetry={() => void preview.refetch()} />}
      {!preview.isError && !change && <p className={classes.dim}>{words.counting}</p>}
      {change && <Figures rows={rowsOf(change.effects, props.isRestore ? 'active' : to)} />}
      {change && change.limits.length > 0 && (
        <p className={classes.dim}>
          {props.isRestore ? words.limitsHold : words.limitsKept} {change.limits.map(limitText).join(', ')}.
        </p>
      )}
      {change?.archivedUntil && to === 'archived' && (
        <p className={classes.dim}>{words.keptUntil(formatDate(change.archivedUntil))}</p>
      )}
    </section>
  )
}

/** 'IT assets 4', 'Users 3 (may exceed by 2)'. */
function limitText({ name, limit, overage }: StatusChange['limits'][number]): string {
  return words.limit(name, formatNumber(limit), overage === 0 ? null : formatNumber(overage))
}

function rowsOf(effects: StatusEffects, to: OrganizationStatus): [string, number][] {
  const always = shown[to]
  const others: (keyof StatusEffects)[] = ['peopleLetIn', 'apiKeysRestored', 'licensesTaken', ...signIn]
  const names = [...always, ...others.filter((name) => !always.includes(name) && effects[name] > 0)]
  const rows = names.map((name): [string, number] => [texts.effects[name], effects[name]])
  // Alone it says nothing; with others below, it says how far the change reaches.
  return effects.organizations > 1 ? [[texts.effects.organizations, effects.organizations], ...rows] : rows
}
