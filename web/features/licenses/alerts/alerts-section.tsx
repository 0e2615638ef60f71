import { Button } from '@mantine/core'
import { IconPencil } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { AlertSettings, FiredAlert } from '@tenantry/contract/license-alerts.ts'
import { Suspense, useId, useState } from 'react'
import { formatDateTime } from '../../../platform/format.ts'
import { ErrorState } from '../../../ui/error-state.tsx'
import { part } from '../../../ui/part.tsx'
import { FieldsSkeleton } from '../../../ui/skeletons.tsx'
import { type AlertPlace, alertsQuery, firedQuery, messageTexts } from '../../license-alerts/public.ts'
import classes from './alerts.module.css'
import { texts } from './alerts.texts.ts'
import { levelText } from './level-text.ts'
import { toldTo } from './told-to.ts'

const AlertsPanel = part(() => import('./alerts-panel.tsx'))

/** When, whom and how somebody is told that licenses run out, and what was told (EC6, OM3). */
export default function AlertsSection(props: {
  place: AlertPlace
  isReadOnly: boolean
  /** Nothing is set aside that could run out: what is set holds once there is. */
  isUnlimited?: boolean
  /** What it is called where other words than usual fit. */
  words?: { title: string; lead: string }
}) {
  const { place, isReadOnly, isUnlimited = false } = props
  const { title, lead } = props.words ?? { title: texts.title[place.kind], lead: texts.lead[place.kind] }
  // What is promised holds once there is a number that can run out.
  const promised = isUnlimited ? texts.lead.unlimited : lead
  const read = useQuery(alertsQuery(place))
  const [isEditing, setEditing] = useState(false)
  const id = useId()
  if (read.isLoadingError) return <ErrorState error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <FieldsSkeleton count={2} />
  const settings = read.data.data
  return (
    <section className={classes.section} aria-labelledby={id}>
      <div className={classes.head}>
        <div>
          <h2 id={id} className={classes.title}>
            {title}
          </h2>
          <p className={classes.lead}>{promised}</p>
        </div>
        {settings.mayChange && !isReadOnly && (
          <Button
            variant="default"
            leftSection={<IconPencil size={16} stroke={1.8} aria-hidden />}
            aria-label={`${texts.edit}: ${title}`}
            onClick={() => setEditing(true)}
          >
            {texts.edit}
          </Button>
        )}
      </div>
      <Facts settings={settings} isUnlimited={isUnlimited} />
      {place.kind !== 'below' && <History place={place} />}
      {isEditing && (
        <Suspense>
          <AlertsPanel place={place} read={read.data} onEnd={() => setEditing(false)} />
        </Suspense>
      )}
    </section>
  )
}

function Facts({ settings, isUnlimited }: { settings: AlertSettings; isUnlimited: boolean }) {
  const { isOn, threshold, typeThresholds, recipients, fallback, subject } = settings
  const facts: [string, string, string?][] = [
    isUnlimited && isOn.value
      ? [texts.facts.state, texts.unlimited]
      : [
          texts.facts.state,
          isOn.value ? texts.on : `${texts.off}. ${texts.offHint}`,
          settings.isAlwaysOn ? '' : sourceOf(isOn),
        ],
    [texts.facts.threshold, texts.percent(threshold.value), sourceOf(threshold)],
  ]
  if (typeThresholds.length > 0)
    facts.push([texts.facts.types, typeThresholds.map(({ name, value }) => texts.typeLine(name, value)).join(', ')])
  if (recipients) {
    const named = recipients.value === null ? texts.hidden : recipients.value.join(', ')
    const told =
      fallback === null ? texts.outOfSight : fallback.length > 0 ? texts.fallback(fallback.join(', ')) : texts.nobody
    const others = recipients.from === 'own' ? texts.noneOfItsOwn(told) : told
    facts.push([texts.facts.recipients, named || others, named && recipients.value ? sourceOf(recipients) : ''])
  }
  if (subject) facts.push([messageTexts.subject, subject.value, sourceOf(subject)])
  return (
    <dl className={classes.facts}>
      {facts.map(([label, value, from]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            {value} {from && <span className={classes.from}>{from}</span>}
          </dd>
        </div>
      ))}
    </dl>
  )
}

function sourceOf({ from, organizationName }: { from: string; organizationName: string | null }): string {
  if (from === 'own') return ''
  if (from === 'product') return texts.fromProduct
  return organizationName === null ? texts.fromAbove : texts.from(organizationName)
}

function History({ place }: { place: AlertPlace }) {
  const fired = useQuery(firedQuery(place)).data
  const words = texts.history
  if (!fired) return null
  if (fired.length === 0) return <p className={classes.lead}>{words.empty}</p>
  return (
    <>
      <table className={classes.table}>
        <caption>{words.title}</caption>
        <thead>
          <tr>
            {[words.when, words.what, words.level, words.to].map((each) => (
              <th key={each} scope="col">
                {each}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {fired.map((alert) => (
            <tr key={alert.id}>
              <td>{formatDateTime(alert.firedAt)}</td>
              <td>{alert.typeName}</td>
              <td>
                {levelText(alert)} <span className={classes.reached}>{reachedBy(alert)}</span>
              </td>
              <td>{toldTo(alert)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {fired.some(({ isWaiting }) => isWaiting) && <p className={classes.lead}>{words.whyWaiting}</p>}
    </>
  )
}

function reachedBy({ levels: [level = 'full', ...more], threshold }: FiredAlert): string {
  return texts.history.reached[more.length > 0 ? 'both' : level](threshold)
}
