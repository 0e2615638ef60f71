import { mostEntitiesAtOnce } from '@tenantry/contract/entities.ts'
import { useRef } from 'react'
import { AddButton } from '../form/add-button.tsx'
import { type FormPart, partOf, stableHandler } from '../form/form-part.ts'
import { withItem, withoutItem } from '../form/keyed-list.ts'
import type { KnownLocation } from '../form/location-values.ts'
import { useListFocus } from '../form/use-list-focus.ts'
import classes from './entities.module.css'
import { texts } from './entities.texts.ts'
import { EntityItem } from './entity-item.tsx'
import { type EntityListValues, emptyEntity } from './entity-values.ts'

const words = texts.step

/** Entities that come with their customer: a list edited in place. */
export function EntityListFields(props: { part: FormPart<EntityListValues>; companyAddress: KnownLocation }) {
  const { part, companyAddress } = props
  const list = useRef<HTMLDivElement>(null)
  const entities = partOf(part, 'entities')
  const keys = Object.keys(part.values.entities)
  const focus = useListFocus(list, keys)
  const isFull = keys.length >= mostEntitiesAtOnce
  // The handlers live as long as the form, and the focus of the moment is wanted.
  const latest = useRef(focus)
  latest.current = focus
  return (
    <div ref={list} className={classes.list}>
      {part.errors.entities && (
        <p role="alert" className={classes.problem}>
          {part.errors.entities}
        </p>
      )}
      {keys.map((key, index) => (
        <EntityItem
          key={key}
          number={index + 1}
          part={partOf(entities, key)}
          companyAddress={companyAddress}
          onRemove={stableHandler(entities.update, `remove ${key}`, () => () => {
            latest.current.removed(key)
            entities.update((now) => withoutItem(now, key))
          })}
        />
      ))}
      <AddButton
        label={texts.add}
        isNeeded={part.errors.entities !== undefined}
        isDisabled={isFull}
        onClick={() => {
          focus.added()
          entities.update((now) => withItem(now, emptyEntity(companyAddress.country || part.values.phoneCountry)))
        }}
      />
      {isFull && <p className={classes.note}>{words.most(mostEntitiesAtOnce)}</p>}
    </div>
  )
}
