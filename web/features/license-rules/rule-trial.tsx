import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { runLicenseRules } from '@tenantry/contract/license-rules.ts'
import { useEffect, useRef } from 'react'
import { api } from '../../platform/api.ts'
import { type FieldErrors, serverErrors } from '../../platform/zod-form.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import classes from './license-rules.module.css'
import { texts } from './license-rules.texts.ts'
import { type RuleValues, toRuleDraft, toRuleFields, trialErrors } from './rule-values.ts'
import { RunResult } from './run-result.tsx'

const words = texts.form

interface Props {
  /** Of the rule that is edited; null for a new one. */
  id: string | null
  values: RuleValues
  /** It begins by itself. */
  isBegun: boolean
  onErrors: (errors: FieldErrors) => void
}

/** Tries a rule as it is typed, on or off, before it is saved (RI8). What it showed goes with the next change. */
export function RuleTrial({ id, values, isBegun, onErrors }: Props) {
  const trial = useMutation({
    mutationFn: async (tried: RuleValues) => {
      return (await api(runLicenseRules, { body: { draft: toRuleDraft(tried, id) } }, { dryRun: true })).data
    },
    onError: (error) => {
      const found = toRuleFields(draftErrors(serverErrors(error)))
      if (Object.keys(found).length > 0) onErrors(found)
    },
  })
  const tryOut = () => {
    const found = trialErrors(values)
    if (Object.keys(found).length > 0) onErrors(found)
    else trial.mutate(values)
  }
  const hasBegun = useRef(!isBegun)
  useEffect(() => {
    if (hasBegun.current) return
    hasBegun.current = true
    tryOut()
  })
  const isOfThis = trial.variables === values
  return (
    <section className={classes.tryOut} aria-label={words.trial}>
      <div>
        <Button variant="default" loading={trial.isPending} onClick={tryOut}>
          {texts.tryOut}
        </Button>
        <p className={classes.below}>{words.tryHint}</p>
      </div>
      {isOfThis && trial.error && <ErrorState error={trial.error} onRetry={tryOut} />}
      {isOfThis && trial.data && (
        <div ref={bringIntoSight}>
          <RunResult run={trial.data} isDone={false} />
        </div>
      )}
    </section>
  )
}

/** It comes below the form, where a panel may have ended; the same function each time, so that it moves nothing twice. */
const bringIntoSight = (node: HTMLElement | null) => node?.scrollIntoView({ block: 'nearest' })

const draftErrors = (errors: FieldErrors): FieldErrors =>
  Object.fromEntries(Object.entries(errors).map(([path, message]) => [path.replace(/^draft\./, ''), message]))
