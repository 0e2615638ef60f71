import { TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Device } from '@tenantry/contract/devices.ts'
import { useRef, useState } from 'react'
import { usePermission } from '../../platform/session.tsx'
import { type FieldErrors, focusFirstError } from '../../platform/zod-form.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { useDeviceClasses } from '../../ui/device-classes.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { useLeaving } from '../../ui/leave-question.tsx'
import { PanelForm } from '../../ui/panel-form.tsx'
import { SidePanel } from '../../ui/side-panel.tsx'
import { FieldsSkeleton } from '../../ui/skeletons.tsx'
import { useFocusReturn } from '../../ui/use-focus-return.ts'
import {
  type ChosenOrganization,
  ConflictView,
  EntitySelect,
  isSame,
  OptionSelect,
  OrganizationSelect,
} from '../customers/public.ts'
import { knownTags, TagSelect, useHasTags } from '../tags/public.ts'
import { deviceConflictFields } from './device-conflict.ts'
import { DeviceDetailFields } from './device-details.tsx'
import { changeErrors, type DeviceValues, deviceErrors, deviceValuesOf } from './device-values.ts'
import { deviceQuery } from './devices.api.ts'
import { texts } from './devices.texts.ts'
import { type ReadDevice, useSaveDevice } from './use-save-device.ts'

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
  const [known, setKnown] = useState<ReadDevice | null>(null)
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

function DeviceForm({ organization, onEnd, known }: PanelProps & { known: ReadDevice | null }) {
  const asksCustomer = !known && !organization
  const form = useRef<HTMLFormElement>(null)
  const [values, setValues] = useState(() => deviceValuesOf(known?.device ?? null, organization))
  const hasTags = useHasTags()
  const mayMakeTags = usePermission('customers.update')
  const [errors, setErrors] = useState<FieldErrors>({})
  const refuse = (found: FieldErrors) => {
    setErrors(found)
    if (Object.keys(found).length > 0) focusFirstError(form.current)
  }
  const saving = useSaveDevice(known, asksCustomer, refuse, onEnd)
  const { base, isBusy, failure } = saving
  const stored = deviceValuesOf(base?.device ?? null, organization)
  const leaving = useLeaving({ isDirty: !isSame(values, stored), isBusy }, onEnd)
  const home = base?.device.organizationId ?? values.organization?.id
  const change = (part: Partial<DeviceValues>) => {
    setValues((now) => ({ ...now, ...part }))
    const touched = (path: string) => path in part || (part.details !== undefined && path in part.details)
    setErrors((old) => Object.fromEntries(Object.entries(old).filter(([path]) => !touched(path))))
  }
  const submit = () => {
    // The customer of a device that exists is not the form's to change.
    const all = known ? changeErrors(values, stored) : deviceErrors(values)
    if (Object.keys(all).length > 0) refuse(all)
    else saving.save(values)
  }
  return (
    <>
      {saving.twin !== null && (
        <Confirm
          opened
          title={words.twin.title}
          action={base ? words.twin.save : words.twin.add}
          isBusy={isBusy}
          onConfirm={saving.confirm}
          onClose={saving.leaveTwin}
        >
          {words.twin.text(saving.twin, values.details.serialNumber.trim())}
        </Confirm>
      )}
      <PanelForm
        title={base ? words.editTitle(base.device.name) : words.addTitle}
        subtitle={base?.device.organizationName ?? organization?.name}
        words={{ ...words, submit: base ? words.save : words.create }}
        form={form}
        isBusy={isBusy}
        failure={failure}
        leaving={leaving}
        onSubmit={submit}
        width="md"
        instead={
          saving.theirs && (
            <DeviceConflict
              theirs={saving.theirs}
              base={stored}
              mine={values}
              saving={saving}
              onSave={(theirs, merged) => {
                setValues(merged)
                saving.resolve(theirs, merged)
              }}
            />
          )
        }
      >
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
        <DeviceFields
          values={values}
          hostName={base?.device.hostName ?? null}
          errors={errors}
          hasFocus={!asksCustomer}
          onChange={change}
        />
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
      </PanelForm>
    </>
  )
}

/** What somebody else has saved meanwhile beside what was typed, to choose from. */
function DeviceConflict(props: {
  theirs: ReadDevice
  base: DeviceValues
  mine: DeviceValues
  saving: Pick<ReturnType<typeof useSaveDevice>, 'isBusy' | 'failure' | 'leaveConflict'>
  onSave: (theirs: ReadDevice, merged: DeviceValues) => void
}) {
  const { theirs, mine, saving } = props
  const { nameOf } = useDeviceClasses()
  const { tags } = theirs.device
  const stored = deviceValuesOf(theirs.device, mine.organization)
  const nameOfTag = (id: string) => [...tags, ...knownTags([id])].find((tag) => tag.id === id)?.name ?? id
  return (
    <ConflictView
      title={words.conflictTitle}
      changed={{
        organizationId: theirs.device.organizationId,
        objectId: theirs.device.id,
        tagIds: [props.base.tagIds, stored.tagIds],
      }}
      fields={deviceConflictFields({ class: nameOf, tag: nameOfTag })}
      base={props.base}
      mine={mine}
      theirs={stored}
      isBusy={saving.isBusy}
      failure={saving.failure}
      onSave={(merged) => props.onSave(theirs, merged)}
      onBack={saving.leaveConflict}
    />
  )
}

/** Whether the name is what the device calls itself, or a person's. */
function nameHint(name: string, hostName: string | null): string {
  if (hostName === null) return words.nameHint
  return name.trim() === hostName ? words.followsHost : words.hostName(hostName)
}

function DeviceFields(props: {
  values: DeviceValues
  /** What it calls itself; null where it has not reported itself. */
  hostName: string | null
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
        description={nameHint(values.name, props.hostName)}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        placeholder={words.namePlaceholder}
        required
        autoComplete="off"
        data-autofocus={props.hasFocus || undefined}
        value={values.name}
        error={errors.name}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
      />
      <OptionSelect
        label={words.class}
        clearable={false}
        placeholder={words.classPlaceholder}
        required
        data={known.options.filter(({ value }) => value === had || isOpen(value))}
        value={values.class || null}
        error={errors.class}
        onChange={(kind) => onChange({ class: kind ?? '' })}
      />
    </>
  )
}
