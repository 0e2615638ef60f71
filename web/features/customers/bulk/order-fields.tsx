import { Checkbox, NativeSelect, Radio, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { type BulkChangeOrder, bulkStatuses } from '@tenantry/contract/bulk-changes.ts'
import { type DeviceStatus, deviceStatuses } from '@tenantry/contract/devices.ts'
import { useRef } from 'react'
import { focusHeldField } from '../../../platform/held-page.ts'
import { useMe } from '../../../platform/session.tsx'
import { emailInput } from '../../../ui/email-input.ts'
import { TagSelect } from '../../tags/public.ts'
import { UsersSelect } from '../../users/public.ts'
import { EntitySelect } from '../entities/entity-select.tsx'
import { OptionSelect } from '../form/option-select.tsx'
import { currencyOptions, localeOptions, timeZoneOptions } from '../form/options.ts'
import { formTexts } from '../form.texts.ts'
import { OrganizationSelect } from '../organization-select.tsx'
import { texts } from './bulk.texts.ts'
import { inherit, type OrderValues, reasonError } from './order.ts'

const words = texts.panel

type Kind = BulkChangeOrder['kind']

interface FieldsProps {
  values: OrderValues
  /** What is found late may be taken by two fields at once: each goes by what the other has changed. */
  update: (change: (now: OrderValues) => OrderValues) => void
}

/**
 * What shall change, and to what.
 * @param kinds what can be changed
 * @param organizationId the one that everything chosen belongs to, where that is known
 */
export function OrderFields(props: FieldsProps & { kinds: readonly Kind[]; organizationId?: string | undefined }) {
  const { values, update } = props
  const set = (part: Partial<OrderValues>) => update((now) => ({ ...now, ...part }))
  const stack = useRef<HTMLDivElement>(null)
  return (
    <Stack gap={14} ref={stack}>
      <NativeSelect
        label={words.kind}
        data={props.kinds.map((value) => ({ value, label: texts.kinds[value] }))}
        value={values.kind}
        data-autofocus
        onChange={(event) => {
          // The fields of the other kind go, and with them whatever stands in one that it has not taken.
          if (!focusHeldField(stack.current)) set({ kind: event.currentTarget.value as Kind })
        }}
      />
      {values.kind === 'tags' && <TagFields {...props} />}
      {values.kind === 'technicians' && <TechnicianFields {...props} />}
      {values.kind === 'status' && <StatusFields {...props} />}
      {values.kind === 'settings' && <SettingFields {...props} />}
      {values.kind === 'entity' && props.organizationId !== undefined && (
        <>
          {!values.clearsEntity && (
            <EntitySelect
              organizationId={props.organizationId}
              value={values.entity}
              onChange={(entity) => set({ entity })}
            />
          )}
          <Checkbox
            label={words.clearsEntity}
            checked={values.clearsEntity}
            onChange={(event) => set({ clearsEntity: event.currentTarget.checked })}
          />
        </>
      )}
      {values.kind === 'deviceStatus' && (
        <NativeSelect
          label={texts.kinds.deviceStatus}
          description={words.deviceStatusHint}
          data={[
            { value: '', label: words.chooseStatus, disabled: true },
            ...deviceStatuses.map((value) => ({ value, label: texts.deviceStatuses[value] })),
          ]}
          value={values.deviceStatus ?? ''}
          onChange={(event) => set({ deviceStatus: event.currentTarget.value as DeviceStatus })}
        />
      )}
      {values.kind === 'move' && (
        <OrganizationSelect
          label={words.moveTo}
          description={words.moveHint}
          value={values.organization}
          onChange={(organization) => set({ organization })}
        />
      )}
      {values.kind === 'delete' && <Text size="sm">{words.deleteHint}</Text>}
      {values.kind === 'accountManager' && (
        <>
          {!values.clearsAccountManager && (
            <TextInput
              label={words.accountManager}
              {...emailInput}
              autoComplete="off"
              value={values.accountManagerEmail}
              onChange={(event) => set({ accountManagerEmail: event.currentTarget.value })}
            />
          )}
          <Checkbox
            label={words.clearsAccountManager}
            checked={values.clearsAccountManager}
            onChange={(event) => set({ clearsAccountManager: event.currentTarget.checked })}
          />
        </>
      )}
    </Stack>
  )
}

function TagFields({ values, update }: FieldsProps) {
  const set = (side: 'add' | 'remove') => (ids: string[]) =>
    update((now) => ({ ...now, tags: { ...now.tags, [side]: ids } }))
  return (
    <>
      <TagSelect label={words.add} value={values.tags.add} mayMake onChange={set('add')} />
      <TagSelect label={words.remove} value={values.tags.remove} mayMake={false} onChange={set('remove')} />
    </>
  )
}

function TechnicianFields({ values, update }: FieldsProps) {
  // Users who may look after something below one's own organization.
  const pickedFor = { assignableBelow: useMe().membership.organization.id }
  return (['add', 'remove'] as const).map((side) => (
    <UsersSelect
      key={side}
      label={words.technicians[side]}
      pickedFor={pickedFor}
      value={values.technicians[side]}
      onChange={(ids) => update((now) => ({ ...now, technicians: { ...now.technicians, [side]: ids } }))}
    />
  ))
}

function StatusFields({ values, update }: FieldsProps) {
  const set = (part: Partial<OrderValues>) => update((now) => ({ ...now, ...part }))
  return (
    <>
      <Radio.Group
        label={texts.kinds.status}
        value={values.status}
        onChange={(status) => set({ status: status as OrderValues['status'] })}
      >
        <Stack gap={10} mt={8}>
          {bulkStatuses.map((status) => (
            <Radio
              key={status}
              value={status}
              label={texts.statuses[status].label}
              description={texts.statuses[status].hint}
            />
          ))}
        </Stack>
      </Radio.Group>
      <Textarea
        label={words.reason}
        description={words.reasonHint}
        value={values.reason}
        error={reasonError(values)}
        autosize
        minRows={2}
        onChange={(event) => set({ reason: event.currentTarget.value })}
      />
    </>
  )
}

const settings = [
  { name: 'timeZone', options: timeZoneOptions },
  { name: 'locale', options: localeOptions },
  { name: 'currency', options: currencyOptions },
] as const

function SettingFields({ values, update }: FieldsProps) {
  return settings.map(({ name, options }) => (
    <OptionSelect
      key={name}
      label={formTexts.company[name]}
      placeholder={words.unchanged}
      data={[{ value: inherit, label: words.inherit }, ...options()]}
      value={values.settings[name] || null}
      onChange={(value) => update((now) => ({ ...now, settings: { ...now.settings, [name]: value ?? '' } }))}
    />
  ))
}
