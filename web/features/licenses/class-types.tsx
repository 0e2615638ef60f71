import { MultiSelect } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import {
  type DeviceClass,
  listDeviceClasses,
  mostTypesOfClass,
  setDeviceClassTypes,
  typesOfOthers,
} from '@tenantry/contract/device-classes.ts'
import type { LicenseType } from '@tenantry/contract/licenses.ts'
import { useState } from 'react'
import { api } from '../../platform/api.ts'
import { formatNumber } from '../../platform/format.ts'
import { problemText } from '../../platform/problem-text.ts'
import { deviceClassesKey } from '../../platform/use-device-classes.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { notifyDone } from '../../ui/notify.ts'
import { licensesChanged } from '../license-limits/public.ts'
import classes from './licenses.module.css'
import { texts } from './licenses.texts.ts'

const words = texts.classes
type Wanted = Pick<DeviceClass, 'code' | 'name'> & { licenseTypes: string[] }
const ofOthers: readonly string[] = typesOfOthers

/** Which types a device of each class takes; asks before live devices change what they take. */
export function ClassTypes({ types }: { types: readonly LicenseType[] }) {
  const read = useQuery({
    queryKey: [...deviceClassesKey, 'types'],
    queryFn: async ({ signal }) => (await api(listDeviceClasses, {}, { signal })).data.items,
  })
  const [asking, setAsking] = useState<Wanted | null>(null)
  const options = types
    .filter(({ code }) => !ofOthers.includes(code))
    .map(({ code, name }) => ({ value: code, label: name }))
  if (!read.data) return null
  return (
    <section className={classes.stack} aria-label={words.title}>
      <div>
        <h3 className={classes.cardTitle}>{words.title}</h3>
        <p className={classes.below}>{words.lead}</p>
      </div>
      {read.data.map((each) => (
        <MultiSelect
          key={each.code}
          label={each.name}
          data={options}
          maxValues={mostTypesOfClass}
          value={each.licenseTypes ?? []}
          onChange={(licenseTypes) => setAsking({ ...each, licenseTypes })}
        />
      ))}
      {asking && <Question wanted={asking} onEnd={() => setAsking(null)} />}
    </section>
  )
}

function Question({ wanted, onEnd }: { wanted: Wanted; onEnd: () => void }) {
  const client = useQueryClient()
  const input = { params: { code: wanted.code }, body: { types: wanted.licenseTypes } }
  const preview = useQuery({
    queryKey: [...deviceClassesKey, 'types', wanted.code, wanted.licenseTypes],
    queryFn: async ({ signal }) =>
      (await api(setDeviceClassTypes, { ...input, query: { dryRun: 'true' } } as typeof input, { signal })).data,
    retry: false,
    staleTime: 0,
    gcTime: 0,
  })
  const save = useMutation({
    mutationFn: () => api(setDeviceClassTypes, input),
    onSuccess: () => {
      licensesChanged(client)
      void client.invalidateQueries({ queryKey: deviceClassesKey })
      notifyDone(words.done(wanted.name))
      onEnd()
    },
  })
  const failure = save.error ?? preview.error
  return (
    <Confirm
      opened
      title={words.question(wanted.name)}
      action={words.change}
      isBusy={save.isPending || preview.isPending}
      onClose={onEnd}
      {...(preview.error ? {} : { onConfirm: () => save.mutate() })}
    >
      {preview.data && words.text(formatNumber(preview.data.devices), preview.data.devices === 1)}
      <FormError>{failure && problemText(failure).advice}</FormError>
    </Confirm>
  )
}
