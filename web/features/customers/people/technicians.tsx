import { type PickedFor, UsersSelect } from '../../users/public.ts'
import { type FormPart, markOf } from '../form/form-part.ts'
import { texts } from './people.texts.ts'
import type { PeopleValues } from './people-values.ts'

const words = texts.team

/** Chooses the users who look after the customer. */
export function Technicians({ part, pickedFor }: { part: FormPart<PeopleValues>; pickedFor: PickedFor }) {
  return (
    <UsersSelect
      {...markOf(part.required, 'technicians')}
      label={words.technicians}
      description={words.techniciansHint}
      pickedFor={pickedFor}
      value={Object.keys(part.values.technicians)}
      error={part.errors.technicians}
      onChange={(ids) =>
        part.update((values) => ({ ...values, technicians: Object.fromEntries(ids.map((id) => [id, true as const])) }))
      }
    />
  )
}
