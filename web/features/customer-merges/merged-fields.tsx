import type { CustomerMerge, MergedField } from '@tenantry/contract/customer-merges.ts'
import { SidesChoice, SidesHead } from '../../ui/two-sides.tsx'
import { useSubdivisions } from '../customers/public.ts'
import type { Chosen } from './customer-merges.api.ts'
import classes from './customer-merges.module.css'
import { texts } from './customer-merges.texts.ts'
import { fieldWords } from './field-words.ts'

type Side = MergedField['chosen']

/** What differs between the two, side by side, to choose from field by field. */
export function MergedFields(props: {
  merge: CustomerMerge
  chosen: Chosen
  onChoose: (field: MergedField['field'], side: Side) => void
}) {
  const { source, target, fields } = props.merge
  return (
    <section className={classes.section} aria-labelledby="merge-fields">
      <h3 id="merge-fields">{texts.fields}</h3>
      <p className={classes.hint}>{fields.length > 0 ? texts.fieldsLead : texts.nothingDiffers}</p>
      {fields.length > 0 && (
        <div>
          <SidesHead labels={[texts.stays(target.name), texts.goes(source.name)]} />
          {fields.map((field) => (
            <Choice
              key={field.field}
              field={field}
              names={{ target: texts.stays(target.name), source: texts.goes(source.name) }}
              chosen={props.chosen[field.field] ?? field.chosen}
              onChoose={(side) => props.onChoose(field.field, side)}
            />
          ))}
        </div>
      )}
    </section>
  )
}

function Choice(props: {
  field: MergedField
  names: Record<Side, string>
  chosen: Side
  onChoose: (side: Side) => void
}) {
  const { field, names, chosen } = props
  const { subdivisions } = useSubdivisions(field.field === 'location' || field.field === 'billing')
  const sideOf = (side: Side) => ({
    side,
    label: names[side],
    value: fieldWords(field.field, field[side], subdivisions) || <em>{texts.empty}</em>,
  })
  return (
    <SidesChoice
      legend={texts.labels[field.field]}
      name={`merge-${field.field}`}
      sides={[sideOf('target'), sideOf('source')]}
      chosen={chosen}
      onChoose={props.onChoose}
    />
  )
}
