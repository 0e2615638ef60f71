import { ErrorState } from '../../../../../ui/error-state.tsx'
import { FieldsSkeleton } from '../../../../../ui/skeletons.tsx'
import {
  AlertsOfLimits,
  LimitFields,
  type LimitValues,
  limitTexts,
  modeOf,
  useLeftBelow,
} from '../../../../license-limits/public.ts'
import type { StepFieldsProps } from '../../step.ts'
import { StepHeading } from '../../step-heading.tsx'
import { useWizardView } from '../../wizard-context.ts'

const { above, step: words } = limitTexts

/** The fields of the step Licenses: what remains above counts down while a limit is typed (EC4). */
export function LicensesFields({ part, request }: StepFieldsProps<LimitValues>) {
  const isDivision = request.type === 'division'
  const name = request.name?.trim()
  const code = useCode()
  return (
    <>
      <StepHeading
        title={name ? words.headingOf(name) : words.heading}
        lead={isDivision ? limitTexts.division : words.lead}
      />
      {!isDivision && <Limits part={part} parentId={request.parentId} customer={{ name: name ?? '', code }} />}
    </>
  )
}

function Limits(props: {
  part: StepFieldsProps<LimitValues>['part']
  parentId: string | undefined
  customer: { name: string; code: string }
}) {
  const { part, parentId } = props
  const { rows, isPool, error, retry } = useLeftBelow(parentId)
  const parent = useParentName()
  if (error && !rows) return <ErrorState error={error} onRetry={retry} />
  if (!rows) return <FieldsSkeleton count={4} />
  return (
    <>
      <LimitFields
        rows={rows}
        leftHeading={isPool ? above.pool : parent === '' ? above.unknown : above.organization(parent)}
        {...part}
      />
      {modeOf(part.values) === 'allocated' && parentId && (
        <AlertsOfLimits
          parentId={parentId}
          values={part.values.alerts}
          errors={part.errors}
          customer={props.customer}
          onChange={(alerts) => part.update((now) => ({ ...now, alerts }))}
        />
      )}
    </>
  )
}

/** The code as the step Company shows it, typed or only suggested: what is suggested is sent by nobody. */
function useCode(): string {
  const { company } = useWizardView().values
  return typeof company?.code === 'string' ? company.code.trim() : ''
}

/** The name of the organization that was chosen in the step Account. */
function useParentName(): string {
  const { account } = useWizardView().values
  const parent = account?.parent
  return typeof parent === 'object' && typeof parent.name === 'string' ? parent.name : ''
}
