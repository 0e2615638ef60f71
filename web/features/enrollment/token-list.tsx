import { Button, NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { EnrollmentToken } from '@tenantry/contract/enrollments.ts'
import { useState } from 'react'
import { formatDate } from '../../platform/format.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { FieldsSkeleton } from '../../ui/skeletons.tsx'
import { tokensQuery } from './enrollment.api.ts'
import classes from './enrollment.module.css'
import { texts } from './enrollment.texts.ts'
import { RevokeToken } from './revoke-token.tsx'
import { usedText } from './used-text.ts'

const words = texts.panel

type Shown = 'all' | EnrollmentToken['state']

/** The tokens of a customer: those that work, then those that have expired, with a way to take them back. */
export function TokenList({ organizationId }: { organizationId: string }) {
  const read = useQuery(tokensQuery(organizationId))
  const [shown, setShown] = useState<Shown>('all')
  const [revoking, setRevoking] = useState<EnrollmentToken | null>(null)
  const tokens = read.data ?? []
  const hasExpired = tokens.some(({ state }) => state === 'expired')
  const listed = tokens.filter(({ state }) => shown === 'all' || !hasExpired || state === shown)
  return (
    <section aria-label={words.tokens}>
      <div className={classes.heading}>
        <h3>{words.tokens}</h3>
        {hasExpired && (
          <NativeSelect
            size="xs"
            aria-label={words.show}
            data={[...words.shown]}
            value={shown}
            onChange={(event) => setShown(event.currentTarget.value as Shown)}
          />
        )}
      </div>
      {read.isPending && <FieldsSkeleton count={1} />}
      {read.isError && <ErrorState error={read.error} onRetry={() => void read.refetch()} />}
      {read.data && listed.length === 0 && <p className={classes.lead}>{words.none}</p>}
      <ul className={classes.tokens}>
        {listed.map((token) => (
          <Token key={token.id} token={token} onRevoke={() => setRevoking(token)} />
        ))}
      </ul>
      {revoking && <RevokeToken organizationId={organizationId} token={revoking} onEnd={() => setRevoking(null)} />}
    </section>
  )
}

function Token({ token, onRevoke }: { token: EnrollmentToken; onRevoke: () => void }) {
  const { name, state, license, entityName } = token
  const isExpired = state === 'expired'
  const day = formatDate(token.expiresAt.slice(0, 10))
  return (
    <li className={classes.token} data-expired={isExpired || undefined}>
      <div>
        <div className={classes.name}>
          {name}
          {isExpired && <span className={classes.expired}>{words.expired}</span>}
        </div>
        <div className={classes.dim}>
          {[
            license === 'wait' ? words.letsWait : usedText(token),
            isExpired ? words.endedOn(day) : words.until(day),
            ...(entityName ? [words.into(entityName)] : []),
          ].join(' · ')}
        </div>
        <code className={classes.dim}>{words.startsWith(token.prefix.slice(-6))}</code>
      </div>
      <Button
        variant="default"
        size="compact-sm"
        aria-label={isExpired ? words.removeOf(name) : words.revokeOf(name)}
        onClick={onRevoke}
      >
        {isExpired ? words.remove : words.revoke}
      </Button>
    </li>
  )
}
