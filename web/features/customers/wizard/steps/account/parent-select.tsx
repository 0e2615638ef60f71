import { parentsQuery } from '../../../customers.api.ts'
import { formTexts } from '../../../form.texts.ts'
import { OrganizationSelect } from '../../../organization-select.tsx'
import type { Parent } from '../../step.ts'

const words = formTexts.account

/** The organization that the new account lies under, found by name or code. */
export function ParentSelect(props: { value: Parent; error: string | undefined; onChange: (parent: Parent) => void }) {
  return (
    <OrganizationSelect
      label={words.parent}
      description={words.parentHint}
      required
      value={props.value.id === '' ? null : props.value}
      error={props.error}
      queryOf={parentsQuery}
      onChange={props.onChange}
    />
  )
}
