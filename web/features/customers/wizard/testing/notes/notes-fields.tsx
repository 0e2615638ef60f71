import { bindText } from '../../../form/form-part.ts'
import type { StepFieldsProps } from '../../step.ts'

export function NotesFields({ part }: StepFieldsProps<{ reference: string }>) {
  const { value, onChange } = bindText(part)('reference')
  return <input aria-label="Reference" value={value} onChange={onChange} />
}

export function NotesReview({ values }: { values: { reference: string } }) {
  return <p>{values.reference}</p>
}
