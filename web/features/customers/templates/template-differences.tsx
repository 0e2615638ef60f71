import type { ReactNode } from 'react'
import { isSame } from '../profile/profile-values.ts'
import type { WizardStep, WizardValues } from '../wizard/step.ts'
import { type NameValues, nameStepId, templateSteps } from './template-steps.tsx'
import classes from './templates.module.css'
import { templateTexts } from './templates.texts.ts'

const words = templateTexts.edit.differences

/** The parts of a template in which what was typed and what somebody else has saved differ, side by side. */
export function TemplateDifferences({ mine, theirs }: { mine: WizardValues; theirs: WizardValues }) {
  const differing = templateSteps.filter(({ id }) => !isSame(mine[id], theirs[id]))
  if (differing.length === 0) return <p className={classes.lead}>{words.none}</p>
  return (
    <section aria-label={words.title} className={classes.differences}>
      {differing.map((step) => (
        <section key={step.id} aria-label={step.title}>
          <h3 className={classes.differing}>{step.title}</h3>
          <div className={classes.sides}>
            <Side label={words.mine}>{shown(step, mine)}</Side>
            <Side label={words.theirs}>{shown(step, theirs)}</Side>
          </div>
        </section>
      ))}
    </section>
  )
}

function Side({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={classes.side}>
      <p className={classes.sideLabel}>{label}</p>
      {children}
    </div>
  )
}

function shown(step: WizardStep, values: WizardValues): ReactNode {
  if (step.id !== nameStepId) return step.review(values)
  const { name, isShared, isOfProvider } = values[nameStepId] as NameValues
  return (
    <>
      <p>{name}</p>
      {isOfProvider && isShared && <p>{templateTexts.shared.label}</p>}
    </>
  )
}
