import { IconArchive, IconArrowsExchange, IconPencil, IconRestore, IconTrash } from '@tabler/icons-react'
import type { Device } from '@tenantry/contract/devices.ts'
import { ActionMenu } from '../../ui/action-menu.tsx'
import { texts } from './devices.texts.ts'
import { useRetire } from './retire-device.tsx'

/** What is being done with a device; null for nothing. */
export type DoingDevice = { kind: 'add' | 'enroll' } | { kind: 'edit' | 'move' | 'delete'; row: Device } | null

/** What can be done with a device of a list. */
export function DeviceMenu({ device, onDo }: { device: Device; onDo: (doing: DoingDevice) => void }) {
  const retire = useRetire()
  const isRetired = device.status === 'retired'
  const open = (kind: 'edit' | 'move' | 'delete') => () => onDo({ kind, row: device })
  return (
    <ActionMenu
      label={texts.actionsFor(device.name)}
      actions={[
        { label: texts.edit, icon: IconPencil, onClick: open('edit') },
        { label: texts.moveTo, icon: IconArrowsExchange, onClick: open('move') },
        {
          label: isRetired ? texts.bringBack : texts.retire,
          icon: isRetired ? IconRestore : IconArchive,
          onClick: () => retire(device),
        },
        { label: texts.remove, icon: IconTrash, isDangerous: true, onClick: open('delete') },
      ]}
    />
  )
}
