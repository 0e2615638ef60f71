import { MultiSelect } from '@mantine/core'
import { IconArchive, IconArchiveOff, IconPencil, IconTrash } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { type DeviceClass, mostTypesOfClass } from '@tenantry/contract/device-classes.ts'
import { useState } from 'react'
import { formatNumber } from '../../platform/format.ts'
import { type Action, ActionMenu } from '../../ui/action-menu.tsx'
import { DeviceClassIcon } from '../../ui/device-classes.tsx'
import type { TellTyped } from '../../ui/in-place-form.tsx'
import { useArchiveClass } from './device-classes.api.ts'
import classes from './device-classes.module.css'
import { texts } from './device-classes.texts.ts'
import { EditClass } from './edit-class.tsx'

interface LineProps {
  deviceClass: DeviceClass
  options: { value: string; label: string }[]
  tell: TellTyped
  onTypes: (licenseTypes: string[]) => void
  onRemove: () => void
}

/** A class with what a device of it takes, and what can be done with it. */
export function ClassLine({ deviceClass, options, tell, onTypes, onRemove }: LineProps) {
  const { name, isBuiltIn, isArchived } = deviceClass
  const [isEdited, setEdited] = useState(false)
  const archive = useArchiveClass()
  const actions: Action[] = [
    ...(isBuiltIn ? [] : [{ label: texts.edit, icon: IconPencil, onClick: () => setEdited(true) }]),
    {
      label: isArchived ? texts.restore : texts.archive,
      icon: isArchived ? IconArchiveOff : IconArchive,
      onClick: () => archive.mutate(deviceClass),
    },
    ...(isBuiltIn ? [] : [{ label: texts.remove, icon: IconTrash, isDangerous: true, onClick: onRemove }]),
  ]
  return (
    <li className={classes.line} data-archived={isArchived || undefined}>
      <div className={classes.shown} hidden={isEdited}>
        <div className={classes.head}>
          <span className={classes.icon}>
            <DeviceClassIcon icon={deviceClass.icon} />
          </span>
          <div className={classes.words}>
            <h3 className={classes.name}>{name}</h3>
            <About deviceClass={deviceClass} />
          </div>
          <ActionMenu label={texts.actions(name)} actions={actions} />
        </div>
        <MultiSelect
          aria-label={texts.takes(name)}
          placeholder={deviceClass.licenseTypes?.length ? undefined : texts.takesNothing}
          data={options}
          maxValues={mostTypesOfClass}
          value={deviceClass.licenseTypes ?? []}
          onChange={onTypes}
        />
      </div>
      {isEdited && <EditClass deviceClass={deviceClass} tell={tell} onEnd={() => setEdited(false)} />}
    </li>
  )
}

/** What is known of a class beside its name, in one line. */
function About({ deviceClass: { code, isBuiltIn, isArchived, devices } }: { deviceClass: DeviceClass }) {
  const count = texts.devices(formatNumber(devices ?? 0), devices === 1)
  return (
    <p className={classes.below}>
      {isArchived && <span className={classes.archived}>{texts.archived}</span>}
      <code>{code}</code>
      {!isBuiltIn && <span>{texts.own}</span>}
      {devices ? (
        <Link to="/devices" search={{ filter: { class: { in: [code] } }, all: true }} className={classes.count}>
          {count}
        </Link>
      ) : (
        <span>{count}</span>
      )}
    </p>
  )
}
