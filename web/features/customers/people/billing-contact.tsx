import { Anchor } from '@mantine/core'
import { nameOf } from '@tenantry/contract/contacts.ts'
import { use, useEffect, useRef, useState } from 'react'
import { AddButton } from '../form/add-button.tsx'
import { FieldGroup } from '../form/field-group.tsx'
import formClasses from '../form/form.module.css'
import { type FormPart, partOf } from '../form/form-part.ts'
import { ReadOnly } from '../form/read-only.ts'
import classes from './people.module.css'
import { texts } from './people.texts.ts'
import { emptyPerson, isEmptyPerson, type PeopleValues } from './people-values.ts'
import { PersonFields } from './person-fields.tsx'

const words = texts.billing

/** Who is asked about invoices: the primary contact in a second role, somebody else, or nobody of their own. */
export function BillingContact({ part }: { part: FormPart<PeopleValues> }) {
  const { primary, billing, isAlsoBilling } = part.values
  const isReadOnly = use(ReadOnly)
  if (isReadOnly && !isAlsoBilling && isEmptyPerson(billing)) return null
  return (
    <FieldGroup title={words.title} hint={words.hint}>
      {isAlsoBilling ? (
        <div className={formClasses.follows}>{words.isPrimary(nameOf(primary).trim() || primary.email)}</div>
      ) : (
        <OwnContact part={part} />
      )}
    </FieldGroup>
  )
}

function OwnContact({ part }: { part: FormPart<PeopleValues> }) {
  const billing = partOf(part, 'billing')
  const isReadOnly = use(ReadOnly)
  const place = useRef<HTMLDivElement>(null)
  const isDemanded = billing.required !== undefined && billing.required.size > 0
  const isNeeded = isDemanded || !isEmptyPerson(part.values.billing) || Object.keys(billing.errors).length > 0
  const [isShown, setShown] = useState(isNeeded)
  const wasPressed = useRef(false)
  useEffect(() => {
    if (wasPressed.current) place.current?.querySelector<HTMLElement>(isShown ? 'input' : '[data-add]')?.focus()
  }, [isShown])
  if (!isShown && isNeeded) setShown(true)
  const press = (show: boolean) => {
    wasPressed.current = true
    setShown(show)
  }
  return (
    <div ref={place} className={classes.list}>
      {isShown ? (
        <>
          {!isReadOnly && (
            <div className={classes.links}>
              <ImportInfo
                of={part.values}
                onImport={() => part.update((values) => ({ ...values, billing: values.primary }))}
              />
              {!isDemanded && (
                <Anchor
                  component="button"
                  type="button"
                  className={classes.atEnd}
                  aria-label={words.remove}
                  onClick={() => {
                    part.update((values) => ({ ...values, billing: emptyPerson(values.phoneCountry) }))
                    press(false)
                  }}
                >
                  {words.removeShort}
                </Anchor>
              )}
            </div>
          )}
          <PersonFields part={billing} />
        </>
      ) : (
        <AddButton label={words.add} onClick={() => press(true)} />
      )}
    </div>
  )
}

/** Copies the primary contact once; what is typed on either side later stays apart. */
export function ImportInfo(props: { of: PeopleValues; onImport: () => void }) {
  if (isEmptyPerson(props.of.primary)) return null
  return (
    <Anchor component="button" type="button" aria-label={texts.importInfoFrom} onClick={props.onImport}>
      {texts.importInfo}
    </Anchor>
  )
}
