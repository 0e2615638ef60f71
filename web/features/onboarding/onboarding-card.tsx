import { Progress } from '@mantine/core'
import { useMe } from '../../platform/session.tsx'
import classes from './onboarding.module.css'
import { texts } from './onboarding.texts.ts'
import { OnboardingLine } from './onboarding-line.tsx'
import { useOnboarding } from './use-onboarding.ts'

interface CardProps {
  organizationId: string
  /** Nothing can be ticked, whatever the role allows. */
  isReadOnly: boolean
}

/** What was left out when the customer was created, with the ways to fill it in; nothing where all was given. */
export function OnboardingCard({ organizationId, isReadOnly }: CardProps) {
  const { permissions, membership } = useMe()
  const { id, type } = membership.organization
  const isInternal = type === 'provider' || (type === 'partner' && id !== organizationId)
  const { onboarding, change, isBusy } = useOnboarding(organizationId, isInternal)
  if (!onboarding || onboarding.items.length === 0) return null
  const { settled, total } = onboarding.progress
  const mayChange = permissions.includes('customers.update') && !isReadOnly
  const list = (
    <ul className={classes.items}>
      {onboarding.items.map((item) => (
        <OnboardingLine
          key={item.key}
          organizationId={organizationId}
          item={item}
          mayChange={mayChange}
          isBusy={isBusy}
          onChange={(state) => change({ key: item.key, state })}
        />
      ))}
    </ul>
  )
  return (
    <section className={classes.card} aria-label={texts.title}>
      <div className={classes.head}>
        <h2 className={classes.title}>{texts.title}</h2>
        <span className={classes.progress}>{texts.progress(settled, total)}</span>
      </div>
      <Progress
        value={(settled / total) * 100}
        size="sm"
        className={classes.bar}
        aria-label={texts.progress(settled, total)}
      />
      {settled < total ? (
        list
      ) : (
        <details>
          <summary className={classes.summary}>
            {texts.complete} <span className={classes.show}>{texts.show}</span>
          </summary>
          {list}
        </details>
      )}
    </section>
  )
}
