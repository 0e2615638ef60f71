import { ActionIcon, Button, Checkbox, Textarea, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { deviceStatuses, mostCustomData } from '@tenantry/contract/devices.ts'
import type { FieldErrors } from '../../platform/zod-form.ts'
import { FieldGrid } from '../../ui/field-grid.tsx'
import { OptionSelect } from '../customers/public.ts'
import type { DeviceDetails, Pair } from './device-values.ts'
import classes from './devices.module.css'
import { texts } from './devices.texts.ts'
import { UserSelect } from './user-select.tsx'

const words = texts.form

type TextField = {
  [Field in keyof DeviceDetails]: DeviceDetails[Field] extends string ? Field : never
}[keyof DeviceDetails]

/** What is told of a device beside its name and its class: what it is, where it is reached, who works with it. */
export function DeviceDetailFields(props: {
  organizationId: string | undefined
  details: DeviceDetails
  errors: FieldErrors
  /** Notes and pairs of one's own are the provider's and its partners'. */
  isInternalShown: boolean
  onChange: (details: DeviceDetails) => void
}) {
  const { details, errors, onChange } = props
  const set = (part: Partial<DeviceDetails>) => onChange({ ...details, ...part })
  const text = (field: TextField, more: { type?: string; placeholder?: string } = {}) => (
    <TextInput
      label={words.details[field]}
      autoComplete="off"
      {...more}
      value={details[field]}
      error={errors[field]}
      onChange={(event) => set({ [field]: event.currentTarget.value })}
    />
  )
  return (
    <>
      <OptionSelect
        label={words.details.status}
        clearable={false}
        description={details.status === 'retired' ? words.retiredHint : undefined}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        data={deviceStatuses.map((value) => ({ value, label: texts.statuses[value] }))}
        value={details.status}
        error={errors.status}
        onChange={(status) => status && set({ status: status as DeviceDetails['status'] })}
      />
      {props.organizationId !== undefined && (
        <UserSelect
          key={props.organizationId}
          organizationId={props.organizationId}
          value={details.user}
          error={errors.user}
          onChange={(user) => set({ user })}
        />
      )}
      <Group label={words.groups.hardware}>
        <FieldGrid>
          {text('maker')}
          {text('model')}
          {text('serialNumber')}
          {text('operatingSystem')}
          {text('purchasedOn', { type: 'date' })}
          {text('warrantyEndsOn', { type: 'date' })}
        </FieldGrid>
      </Group>
      <Group label={words.groups.network}>
        {text('ipAddresses', { placeholder: '192.0.2.10, 2001:db8::10' })}
        {text('macAddresses', { placeholder: '00:1a:2b:3c:4d:5e' })}
      </Group>
      <Group label={words.groups.monitoring}>
        {(['monitorsAvailability', 'monitorsPerformance'] as const).map((field) => (
          <Checkbox
            key={field}
            label={words.details[field]}
            description={words.monitorHint}
            checked={details[field]}
            error={errors[field]}
            onChange={(event) => set({ [field]: event.currentTarget.checked })}
          />
        ))}
      </Group>
      {props.isInternalShown && (
        <Group label={words.groups.own}>
          <Pairs pairs={details.customData} error={errors.customData} onChange={(customData) => set({ customData })} />
          <Textarea
            label={words.details.notes}
            description={words.notesHint}
            autosize
            minRows={2}
            maxRows={8}
            value={details.notes}
            error={errors.notes}
            onChange={(event) => set({ notes: event.currentTarget.value })}
          />
        </Group>
      )}
    </>
  )
}

function Group({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <fieldset className={classes.group}>
      <legend className={classes.legend}>{label}</legend>
      {children}
    </fieldset>
  )
}

function Pairs(props: { pairs: Pair[]; error: string | undefined; onChange: (pairs: Pair[]) => void }) {
  const { pairs, onChange } = props
  const set = (place: number, part: Partial<Pair>) =>
    onChange(pairs.map((pair, index) => (index === place ? { ...pair, ...part } : pair)))
  return (
    <div className={classes.pairs}>
      {pairs.map((pair, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a pair has nothing but its place while it is typed
        <div key={place} className={classes.pair}>
          <TextInput
            aria-label={words.pairName(place + 1)}
            placeholder={words.pairNamePlaceholder}
            value={pair.name}
            onChange={(event) => set(place, { name: event.currentTarget.value })}
          />
          <TextInput
            aria-label={words.pairValue(place + 1)}
            placeholder={words.pairValuePlaceholder}
            value={pair.value}
            onChange={(event) => set(place, { value: event.currentTarget.value })}
          />
          <ActionIcon
            aria-label={words.removePair(pair.name || String(place + 1))}
            onClick={() => onChange(pairs.filter((_, index) => index !== place))}
          >
            <IconX size={16} stroke={1.7} aria-hidden />
          </ActionIcon>
        </div>
      ))}
      {props.error && (
        <p role="alert" className={classes.error}>
          {props.error}
        </p>
      )}
      {pairs.length < mostCustomData && (
        <Button
          variant="subtle"
          size="compact-sm"
          className={classes.addPair}
          leftSection={<IconPlus size={14} stroke={1.8} aria-hidden />}
          onClick={() => onChange([...pairs, { name: '', value: '' }])}
        >
          {words.addPair}
        </Button>
      )}
    </div>
  )
}
