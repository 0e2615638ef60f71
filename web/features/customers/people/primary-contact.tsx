import { Checkbox } from '@mantine/core'
import { FieldGroup } from '../form/field-group.tsx'
import { type FormPart, partOf } from '../form/form-part.ts'
import classes from './people.module.css'
import { texts } from './people.texts.ts'
import { type PeopleValues, withAlsoAdmin } from './people-values.ts'
import { PersonFields } from './person-fields.tsx'

const words = texts.primary

/**
 * The first to talk to.
 * @param mayHaveRoles offers to have the same person in the other roles; not for stored people, who stay apart
 */
export function PrimaryContact({ part, mayHaveRoles }: { part: FormPart<PeopleValues>; mayHaveRoles: boolean }) {
  const { isAlsoBilling, isAlsoAdmin } = part.values
  return (
    <FieldGroup title={words.title} hint={words.hint}>
      <PersonFields part={partOf(part, 'primary')} />
      {mayHaveRoles && (
        <div className={classes.roles}>
          <Checkbox
            label={words.alsoBilling}
            checked={isAlsoBilling}
            onChange={(event) => {
              const { checked } = event.currentTarget
              part.update((values) => ({ ...values, isAlsoBilling: checked }))
            }}
          />
          <Checkbox
            label={words.alsoAdmin}
            checked={isAlsoAdmin}
            onChange={(event) => {
              const { checked } = event.currentTarget
              part.update((values) => withAlsoAdmin(values, checked))
            }}
          />
        </div>
      )}
    </FieldGroup>
  )
}
