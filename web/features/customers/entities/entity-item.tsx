import { ActionIcon, UnstyledButton } from '@mantine/core'
import { IconChevronDown, IconX } from '@tabler/icons-react'
import { memo, useId, useState } from 'react'
import type { FormPart } from '../form/form-part.ts'
import type { KnownLocation } from '../form/location-values.ts'
import { isSame } from '../profile/profile-values.ts'
import classes from './entities.module.css'
import { texts } from './entities.texts.ts'
import { CodeField, EntityDetails, KindField, NameField } from './entity-fields.tsx'
import { summaryText } from './entity-text.ts'
import type { EntityValues } from './entity-values.ts'

const words = texts.step

interface ItemProps {
  number: number
  part: FormPart<EntityValues>
  companyAddress: KnownLocation
  /** Stays the same while the form is open. */
  onRemove: () => void
}

const isInDetails = (path: string) => /^(contact|location|code)\b/.test(path)

/**
 * One of several entities, edited in place: name and kind in sight, the rest below it when it is asked for or has a
 * problem. Drawn again only when something of it changes: there can be a hundred.
 */
export const EntityItem = memo(
  function EntityItem({ number, part, companyAddress, onRemove }: ItemProps) {
    const id = useId()
    const [isAsked, setAsked] = useState(false)
    const name = part.values.name.trim() || words.nameless(number)
    const isOpen = isAsked || Object.keys(part.errors).some(isInDetails)
    const summary = summaryText(part.values)
    return (
      <fieldset className={classes.item} data-item>
        <legend className={classes.itemLegend}>{name}</legend>
        <div className={classes.itemHead}>
          <NameField part={part} />
          <KindField part={part} />
          <ActionIcon aria-label={words.remove(name)} data-remove className={classes.itemRemove} onClick={onRemove}>
            <IconX size={16} stroke={1.8} aria-hidden />
          </ActionIcon>
        </div>
        <UnstyledButton
          className={classes.fold}
          aria-expanded={isOpen}
          aria-controls={isOpen ? id : undefined}
          onClick={() => setAsked(!isOpen)}
        >
          <IconChevronDown size={15} stroke={2} className={classes.chevron} aria-hidden />
          {words.details}
          {!isOpen && summary && <span className={classes.summary}>{summary}</span>}
        </UnstyledButton>
        {isOpen && (
          <div id={id} className={classes.itemDetails}>
            <CodeField part={part} />
            <EntityDetails part={part} companyAddress={companyAddress} />
          </div>
        )}
      </fieldset>
    )
  },
  (before, after) =>
    before.number === after.number &&
    before.part.values === after.part.values &&
    before.part.update === after.part.update &&
    isSame(before.part.errors, after.part.errors) &&
    isSame(before.companyAddress, after.companyAddress),
)
