import type { RuleRun } from '@tenantry/contract/license-rules.ts'
import type { z } from 'zod'
import { formatNumber } from '../../platform/format.ts'
import { useDeviceClasses } from '../../ui/device-classes.tsx'
import classes from './license-rules.module.css'
import { texts } from './license-rules.texts.ts'

const words = texts.trial

type Run = z.infer<typeof RuleRun>

/** The figures of a run, and which devices each rule licensed or would license. */
export function RunResult({ run, isDone }: { run: Run; isDone: boolean }) {
  const { waiting, licensed, withoutLicense, takingNothingNew, tokenUsedUp, tokenRevoked, leftToNext, rules } = run
  if (waiting === 0) return <p className={classes.lead}>{words.none}</p>
  const figures = [
    [words.waiting, waiting],
    [isDone ? words.licensed : words.would, licensed],
    [words.without, withoutLicense],
    ...(takingNothingNew > 0 ? [[words.closed, takingNothingNew] as const] : []),
    ...(tokenUsedUp > 0 ? [[words.usedUp, tokenUsedUp] as const] : []),
    ...(tokenRevoked > 0 ? [[words.revoked, tokenRevoked] as const] : []),
    ...(leftToNext > 0 ? [[words.left, leftToNext] as const] : []),
    [words.unmatched, waiting - licensed - withoutLicense - takingNothingNew - tokenUsedUp - tokenRevoked - leftToNext],
  ] as const
  return (
    <>
      <dl className={classes.figures}>
        {figures.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{formatNumber(value)}</dd>
          </div>
        ))}
      </dl>
      {licensed === 0 && withoutLicense > 0 && <p className={classes.warning}>{words.nothingLeft}</p>}
      {rules.length === 0 && <p className={classes.lead}>{words.noRules}</p>}
      {rules.map((rule) => (
        <RuleResult key={rule.id} rule={rule} />
      ))}
    </>
  )
}

function RuleResult({ rule: { name: given, licensed, devices } }: { rule: Run['rules'][number] }) {
  const name = given || words.unnamed
  const { nameOf } = useDeviceClasses()
  return (
    <section className={classes.result} aria-label={name}>
      <div className={classes.resultHead}>
        <h3 className={classes.name}>{name}</h3>
        <span className={classes.below}>
          {licensed === 0 ? words.nothing : words.count(formatNumber(licensed), licensed === 1)}
        </span>
      </div>
      {devices.length > 0 && (
        <ul className={classes.devices}>
          {devices.map((device) => (
            <li key={device.id}>
              {device.name}
              <span className={classes.below}>
                {nameOf(device.class)} · {device.organizationName}
              </span>
            </li>
          ))}
        </ul>
      )}
      {licensed > devices.length && (
        <p className={classes.below}>{words.more(formatNumber(licensed - devices.length))}</p>
      )}
    </section>
  )
}
