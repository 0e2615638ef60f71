import { useQuery } from '@tanstack/react-query'
import type { LicenseRule } from '@tenantry/contract/license-rules.ts'
import { useRef, useState } from 'react'
import { focusFirstError } from '../../platform/zod-form.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { useLeaving } from '../../ui/leave-question.tsx'
import { PanelForm } from '../../ui/panel-form.tsx'
import { SidePanel } from '../../ui/side-panel.tsx'
import { FieldsSkeleton } from '../../ui/skeletons.tsx'
import { useFocusReturn } from '../../ui/use-focus-return.ts'
import { ruleQuery } from './license-rules.api.ts'
import { texts } from './license-rules.texts.ts'
import { RuleFields } from './rule-fields.tsx'
import { RuleTrial } from './rule-trial.tsx'
import { type ReadRule, useSaveRule } from './use-save-rule.ts'

const words = texts.form

interface PanelProps {
  /** null adds one. */
  rule: LicenseRule | null
  /** It is tried as it is once it is open. */
  isTried?: boolean | undefined
  onEnd: () => void
}

/** Adds a rule or edits one. */
export function RulePanel({ rule, isTried = false, onEnd }: PanelProps) {
  useFocusReturn()
  const read = useQuery({ ...ruleQuery(rule?.id ?? ''), enabled: rule !== null, refetchOnWindowFocus: false })
  const [known, setKnown] = useState<ReadRule | null>(null)
  // The first answer stays: a later one may not take the form, and what is typed in it, away.
  if (known === null && read.data && read.isFetchedAfterMount && !read.isFetching) setKnown(read.data)
  if (rule === null || known !== null) return <RuleForm known={known} isTried={isTried} onEnd={onEnd} />
  return (
    <SidePanel opened onClose={onEnd} title={words.editTitle(rule.name)}>
      {read.isError ? (
        <ErrorState error={read.error} onRetry={() => void read.refetch()} />
      ) : (
        <FieldsSkeleton count={5} />
      )}
    </SidePanel>
  )
}

function RuleForm({ known, isTried, onEnd }: { known: ReadRule | null; isTried: boolean; onEnd: () => void }) {
  const form = useRef<HTMLFormElement>(null)
  const rule = useSaveRule(known, { invalid: () => focusFirstError(form.current), end: onEnd })
  const leaving = useLeaving(rule, onEnd)
  return (
    <PanelForm
      title={known ? words.editTitle(known.data.name) : words.addTitle}
      subtitle={words.subtitle}
      words={{ ...words, submit: known ? words.save : words.submit }}
      form={form}
      isBusy={rule.isBusy}
      failure={rule.failure}
      leaving={leaving}
      onSubmit={rule.save}
      width="md"
    >
      <RuleFields values={rule.values} errors={rule.errors} onChange={rule.change} />
      <RuleTrial id={known?.data.id ?? null} values={rule.values} isBegun={isTried} onErrors={rule.show} />
    </PanelForm>
  )
}
