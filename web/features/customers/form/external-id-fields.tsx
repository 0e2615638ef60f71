import { Autocomplete } from '@mantine/core'
import { externalSystems, mostExternalIds } from '@tenantry/contract/external-ids.ts'
import { use, useRef } from 'react'
import { FieldGrid } from '../../../ui/field-grid.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { formTexts } from '../form.texts.ts'
import { ListItem } from '../people/list-item.tsx'
import classes from '../people/people.module.css'
import { AddButton } from './add-button.tsx'
import { type ExternalIdsValues, type ExternalIdValues, emptyExternalId } from './external-id-values.ts'
import { FieldGroup } from './field-group.tsx'
import { bindText, type FormPart, hintBelow, partOf } from './form-part.ts'
import { withItem, withoutItem } from './keyed-list.ts'
import { ReadOnly } from './read-only.ts'
import { useListFocus } from './use-list-focus.ts'

const words = formTexts.externalIds
const systems = Object.values(externalSystems)

/** The ids that other systems know a customer by (B25). */
export function ExternalIdFields({
  part,
  problem,
}: {
  part: FormPart<ExternalIdsValues>
  problem: string | undefined
}) {
  const list = useRef<HTMLDivElement>(null)
  const keys = Object.keys(part.values)
  const focus = useListFocus(list, keys)
  if (use(ReadOnly) && keys.length === 0) return null
  return (
    <FieldGroup title={words.title} hint={words.hint}>
      <div ref={list} className={classes.list}>
        {problem && (
          <p role="alert" className={classes.problem}>
            {problem}
          </p>
        )}
        {keys.map((key, index) => (
          <Item
            key={key}
            number={index + 1}
            part={partOf(part, key)}
            onRemove={() => {
              focus.removed(key)
              part.update((values) => withoutItem(values, key))
            }}
          />
        ))}
        {keys.length < mostExternalIds && (
          <AddButton
            label={words.add}
            isNeeded={problem !== undefined}
            onClick={() => {
              focus.added()
              part.update((values) => withItem(values, emptyExternalId))
            }}
          />
        )}
      </div>
    </FieldGroup>
  )
}

function Item({ number, part, onRemove }: { number: number; part: FormPart<ExternalIdValues>; onRemove: () => void }) {
  const text = bindText(part)
  const { system } = part.values
  const name = system.trim() === '' ? words.nameless(number) : words.label(system.trim())
  return (
    <ListItem
      place={words.nameless(number)}
      name={name}
      removeLabel={words.remove(name)}
      hasProblem={Object.keys(part.errors).length > 0}
      onRemove={onRemove}
    >
      <FieldGrid>
        <Autocomplete
          {...hintBelow}
          label={words.system}
          description={words.systemHint}
          required
          name="system"
          data={systems}
          autoComplete="off"
          value={system}
          error={part.errors.system}
          onChange={(typed) =>
            part.update((values) => (values.system === typed ? values : { ...values, system: typed }))
          }
        />
        <TextField label={words.value} required autoComplete="off" {...text('value')} />
      </FieldGrid>
    </ListItem>
  )
}
