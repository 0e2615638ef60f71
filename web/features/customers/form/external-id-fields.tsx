import { Autocomplete } from '@mantine/core'
import { externalSystems, mostExternalIds } from '@tenantry/contract/external-ids.ts'
import { FieldGrid } from '../../../ui/field-grid.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { formTexts } from '../form.texts.ts'
import { type ItemProps, ListField } from '../people/list-field.tsx'
import { ListItem } from '../people/list-item.tsx'
import { type ExternalIdsValues, type ExternalIdValues, emptyExternalId } from './external-id-values.ts'
import { bindText, type FormPart, hintBelow } from './form-part.ts'

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
  return (
    <ListField
      words={words}
      part={part}
      problem={problem}
      most={mostExternalIds}
      empty={emptyExternalId}
      draw={(item) => <ExternalId {...item} />}
    />
  )
}

function ExternalId({ number, part, onRemove }: ItemProps<ExternalIdValues>) {
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
