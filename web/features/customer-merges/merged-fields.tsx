import { Radio } from '@mantine/core'
import type { CustomerMerge, MergedField } from '@tenantry/contract/customer-merges.ts'
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
          <div className={classes.head} aria-hidden>
            <span />
            <span>{texts.stays(target.name)}</span>
            <span>{texts.goes(source.name)}</span>
          </div>
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
  return (
    <fieldset className={classes.field}>
      <legend>{texts.labels[field.field]}</legend>
      {(['target', 'source'] as const).map((side) => (
        <div key={side} className={classes.option} data-checked={chosen === side || undefined}>
          <Radio
            size="xs"
            name={`merge-${field.field}`}
            value={side}
            checked={chosen === side}
            onChange={() => props.onChoose(side)}
            classNames={{ inner: classes.optionInner, radio: classes.optionRadio, label: classes.optionLabel }}
            label={
              <>
                <span className={classes.side}>{names[side]}</span>
                {fieldWords(field.field, field[side], subdivisions) || <em>{texts.empty}</em>}
              </>
            }
          />
        </div>
      ))}
    </fieldset>
  )
}
