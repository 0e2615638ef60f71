import { ActionIcon, Checkbox, Switch, TagsInput, TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import type { FieldErrors } from '../../platform/zod-form.ts'
import { useDeviceClasses } from '../../ui/device-classes.tsx'
import { OrganizationSelect } from '../customers/public.ts'
import { useOrganizationNames } from './license-rules.api.ts'
import classes from './license-rules.module.css'
import { texts } from './license-rules.texts.ts'
import type { RuleValues } from './rule-values.ts'

const words = texts.form

interface Part {
  values: RuleValues
  errors: FieldErrors
  onChange: (part: Partial<RuleValues>) => void
}

/** What a rule is called, and for which devices it is. */
export function RuleFields({ values, errors, onChange }: Part) {
  const { all } = useDeviceClasses()
  // What is archived gets no license any more; a rule that names it can let it go.
  const shown = all.filter(({ code, isArchived }) => !isArchived || values.classes.includes(code))
  const choose = (code: string, isChosen: boolean) => {
    const others = values.classes.filter((one) => one !== code)
    onChange({ classes: isChosen ? [...others, code] : others })
  }
  return (
    <>
      <TextInput
        label={words.name}
        placeholder={words.namePlaceholder}
        required
        autoComplete="off"
        data-autofocus
        value={values.name}
        error={errors.name}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
      />
      <fieldset className={classes.group}>
        <legend>{words.classes}</legend>
        <div className={classes.choices}>
          {shown.map(({ code, name }) => (
            <Checkbox
              key={code}
              label={name}
              checked={values.classes.includes(code)}
              onChange={({ currentTarget: { checked } }) => choose(code, checked)}
            />
          ))}
        </div>
      </fieldset>
      <TypedValues
        label={words.makers}
        hint={words.makersHint}
        values={values.makers}
        error={errors.makers}
        onChange={(makers) => onChange({ makers })}
      />
      <TypedValues
        label={words.ranges}
        hint={words.rangesHint}
        values={values.addressRanges}
        error={errors.addressRanges}
        onChange={(addressRanges) => onChange({ addressRanges })}
      />
      <Customers values={values} errors={errors} onChange={onChange} />
      <Switch
        label={words.isOn}
        description={words.isOnHint}
        checked={values.isOn}
        onChange={(event) => onChange({ isOn: event.currentTarget.checked })}
      />
    </>
  )
}

function TypedValues(props: {
  label: string
  hint: string
  values: string[]
  error: string | undefined
  onChange: (values: string[]) => void
}) {
  return (
    <TagsInput
      label={props.label}
      description={props.hint}
      value={props.values}
      error={props.error}
      onChange={props.onChange}
      acceptValueOnBlur
      splitChars={[',']}
    />
  )
}

function Customers({ values: { organizationIds }, errors, onChange }: Part) {
  const names = useOrganizationNames(organizationIds)
  return (
    <div>
      <OrganizationSelect
        label={words.customer}
        description={words.customerHint}
        value={null}
        error={errors.organizationIds}
        onChange={({ id }) => onChange({ organizationIds: [...organizationIds.filter((each) => each !== id), id] })}
      />
      {organizationIds.length > 0 && (
        <ul className={classes.customers} aria-label={words.customers}>
          {organizationIds.map((id) => {
            const name = names ? (names.get(id) ?? texts.unknownCustomer) : '…'
            return (
              <li key={id}>
                <span>{name}</span>
                <ActionIcon
                  aria-label={words.removeCustomer(name)}
                  onClick={() => onChange({ organizationIds: organizationIds.filter((each) => each !== id) })}
                >
                  <IconX size={15} stroke={1.7} aria-hidden />
                </ActionIcon>
              </li>
            )
          })}
        </ul>
      )}
    </div>
  )
}
