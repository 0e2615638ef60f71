import { useQuery } from '@tanstack/react-query'
import { type DeviceClass, typesOfOthers } from '@tenantry/contract/device-classes.ts'
import { useState } from 'react'
import { AskingPanel } from '../../ui/asking-panel.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { useTypedForms } from '../../ui/in-place-form.tsx'
import { useLeaving } from '../../ui/leave-question.tsx'
import { FieldsSkeleton } from '../../ui/skeletons.tsx'
import { useFocusReturn } from '../../ui/use-focus-return.ts'
import { typesQuery } from '../license-limits/public.ts'
import { AddClass } from './add-class.tsx'
import { ChangeTypes, type WantedTypes } from './change-types.tsx'
import { ClassLine } from './class-line.tsx'
import { countedClassesQuery } from './device-classes.api.ts'
import classes from './device-classes.module.css'
import { texts } from './device-classes.texts.ts'
import { RemoveClass } from './remove-class.tsx'

const ofOthers: readonly string[] = typesOfOthers

/** Which classes of devices there are, what a device of each takes, and those of one's own (IF15). */
export default function ClassesPanel({ onEnd }: { onEnd: () => void }) {
  useFocusReturn()
  const read = useQuery(countedClassesQuery)
  const types = useQuery(typesQuery)
  const [changing, setChanging] = useState<WantedTypes | null>(null)
  const [leaving, setLeaving] = useState<DeviceClass | null>(null)
  const { isDirty, tell } = useTypedForms()
  const closing = useLeaving({ isDirty, isBusy: false }, onEnd)
  const failed = [read, types].find((query) => query.isLoadingError)
  const options = (types.data ?? [])
    .filter(({ code }) => !ofOthers.includes(code))
    .map(({ code, name, isOn }) => ({ value: code, label: isOn ? name : texts.notCounted(name) }))
  return (
    <>
      <AskingPanel leaving={closing} title={texts.title} subtitle={texts.subtitle}>
        {failed ? (
          <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />
        ) : read.data && types.data ? (
          <div className={classes.stack}>
            <ul className={classes.lines}>
              {read.data.map((each) => (
                <ClassLine
                  key={each.code}
                  deviceClass={each}
                  options={options}
                  tell={tell}
                  onTypes={(licenseTypes) => setChanging({ ...each, licenseTypes })}
                  onRemove={() => setLeaving(each)}
                />
              ))}
            </ul>
            <AddClass options={options} tell={tell} />
          </div>
        ) : (
          <FieldsSkeleton count={7} />
        )}
      </AskingPanel>
      {/* Only while they ask: of two overlays, the one that came later lies above. */}
      {changing && <ChangeTypes wanted={changing} onEnd={() => setChanging(null)} />}
      {leaving && <RemoveClass deviceClass={leaving} onEnd={() => setLeaving(null)} />}
    </>
  )
}
