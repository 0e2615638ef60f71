import { Button, Select, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Device } from '@tenantry/contract/devices.ts'
import { useId, useRef, useState } from 'react'
import { usePermission } from '../../platform/session.tsx'
import { useDeviceClasses } from '../../platform/use-device-classes.ts'
import { type FieldErrors, focusFirstError } from '../../platform/zod-form.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { SidePanel } from '../../ui/side-panel.tsx'
import { FieldsSkeleton } from '../../ui/skeletons.tsx'
import { useFocusReturn } from '../../ui/use-focus-return.ts'
import { type ChosenEntity, type ChosenOrganization, EntitySelect, OrganizationSelect } from '../customers/public.ts'
import { TagSelect, useHasTags } from '../tags/public.ts'
import { DeviceDetailFields } from './device-details.tsx'
import { type DeviceValues, detailsOf, deviceErrors } from './device-values.ts'
import { deviceQuery } from './devices.api.ts'
import classes from './devices.module.css'
import { texts } from './devices.texts.ts'
import { useSaveDevice } from './use-save-device.ts'

const words = texts.form

interface PanelProps {
  /** null adds one. */
  device: Device | null
  /** The organization that it is added to; null lets the person choose. */
  organization: ChosenOrganization | null
  onEnd: () => void
}

/** Adds a device or edits one, at the side of the list. */
export default function DevicePanel(props: PanelProps) {
  const { device, onEnd } = props
  useFocusReturn()
  const read = useQuery({ ...deviceQuery(device?.id ?? ''), enabled: device !== null, refetchOnWindowFocus: false })
  const [known, setKnown] = useState<Known>(null)
  // The first answer stays: a later one may not take the form, and what is typed in it, away.
  if (known === null && read.data && read.isFetchedAfterMount && !read.isFetching)
    setKnown({ device: read.data.data, etag: read.data.etag })
  if (device === null || known !== null) return <DeviceForm {...props} known={known} />
  return (
    <SidePanel opened onClose={onEnd} title={words.editTitle(device.name)}>
      {read.isError ? (
        <ErrorState error={read.error} onRetry={() => void read.refetch()} />
      ) : (
        <FieldsSkeleton count={2} />
      )}
    </SidePanel>
  )
}

type Known = Parameters<typeof useSaveDevice>[0]

function DeviceForm({ organization, onEnd, known }: PanelProps & { known: Known }) {
  const asksCustomer = !known && !organization
  const formId = useId()
  const form = useRef<HTMLFormElement>(null)
  const [values, setValues] = useState<DeviceValues>({
    organization,
    entity: entityOf(known),
    name: known?.device.name ?? '',
    class: known?.device.class ?? '',
    details: detailsOf(known?.device ?? null),
    tagIds: known?.device.tags.map(({ id }) => id) ?? [],
  })
  const hasTags = useHasTags()
  const mayMakeTags = usePermission('customers.update')
  const [errors, setErrors] = useState<FieldErrors>({})
  const home = known?.device.organizationId ?? values.organization?.id
  const refuse = (found: FieldErrors) => {
    setErrors(found)
    focusFirstError(form.current)
  }
  const { save, isBusy, failure } = useSaveDevice(known, asksCustomer, refuse, onEnd)
  const change = (part: Partial<DeviceValues>) => {
    setValues((now) => ({ ...now, ...part }))
    const touched = (path: string) => path in part || (part.details !== undefined && path in part.details)
    setErrors((old) => Object.fromEntries(Object.entries(old).filter(([path]) => !touched(path))))
  }
  const submit = () => {
    // The customer of a device that exists is not the form's to change.
    const { organization: missing, ...found } = deviceErrors(values)
    const all: FieldErrors = known || !missing ? found : { ...found, organization: missing }
    if (Object.keys(all).length > 0) refuse(all)
    else void save(values)
  }
  return (
    <SidePanel
      opened
      onClose={onEnd}
      title={known ? words.editTitle(known.device.name) : words.addTitle}
      subtitle={known?.device.organizationName ?? organization?.name}
      footer={
        <>
          <Button variant="default" onClick={onEnd}>
            {words.cancel}
          </Button>
          <Button type="submit" form={formId} loading={isBusy}>
            {known ? words.save : words.create}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        ref={form}
        noValidate
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <FormError>{failure}</FormError>
        {asksCustomer && (
          <OrganizationSelect
            label={words.customer}
            required
            hasFocus
            value={values.organization}
            error={errors.organization}
            onChange={(chosen) =>
              change({ organization: chosen, entity: null, details: { ...values.details, user: null } })
            }
          />
        )}
        <DeviceFields values={values} errors={errors} hasFocus={!asksCustomer} onChange={change} />
        {home !== undefined && (
          <EntitySelect
            key={home}
            organizationId={home}
            value={values.entity}
            error={errors.entity}
            onChange={(entity) => change({ entity })}
          />
        )}
        <DeviceDetailFields
          organizationId={home}
          details={values.details}
          errors={errors}
          isInternalShown={hasTags}
          onChange={(details) => change({ details })}
        />
        {hasTags && (
          <TagSelect
            label={words.tags}
            description={words.tagsHint}
            known={known?.device.tags}
            value={values.tagIds}
            error={errors.tags}
            mayMake={mayMakeTags}
            onChange={(tagIds) => change({ tagIds })}
          />
        )}
      </form>
    </SidePanel>
  )
}

function entityOf(known: Known): ChosenEntity | null {
  const { entityId = null, entityName } = known?.device ?? {}
  return entityId === null ? null : { id: entityId, name: entityName ?? '' }
}

function DeviceFields(props: {
  values: DeviceValues
  errors: FieldErrors
  hasFocus: boolean
  onChange: (part: Partial<DeviceValues>) => void
}) {
  const { values, errors, onChange } = props
  const known = useDeviceClasses()
  // One that is archived stays where it is.
  const [had] = useState(values.class)
  const isOpen = (code: string) => known.open.some(({ value }) => value === code)
  return (
    <>
      <TextInput
        label={words.name}
        description={words.nameHint}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        placeholder={words.namePlaceholder}
        required
        autoComplete="off"
        data-autofocus={props.hasFocus || undefined}
        value={values.name}
        error={errors.name}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
      />
      <Select
        label={words.class}
        placeholder={words.classPlaceholder}
        required
        allowDeselect={false}
        data={known.options.filter(({ value }) => value === had || isOpen(value))}
        value={values.class || null}
        error={errors.class}
        onChange={(kind) => onChange({ class: kind ?? '' })}
      />
    </>
  )
}
