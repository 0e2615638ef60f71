import * as contract from '@tenantry/contract/devices.ts'
import { route } from '../../platform/http/route.ts'
import { createDevice } from './create-device.ts'
import { deleteDevice } from './delete-device.ts'
import { getDevice } from './get-device.ts'
import { listDevices } from './list-devices.ts'
import { moveDevice } from './move-device.ts'
import { updateDevice } from './update-device.ts'

/** The operations of devices. */
export const deviceRoutes = [
  route(contract.listDevices, async (context, { query }) => ({ body: await listDevices(context, query) })),
  route(contract.createDevice, async (context, { body }) => {
    const { device, version } = await createDevice(context, body)
    return { body: device, version, object: { table: 'devices', id: device.id } }
  }),
  route(contract.getDevice, async (context, { params }) => {
    const { device, version } = await getDevice(context, params.id)
    return { body: device, version }
  }),
  route(contract.updateDevice, async (context, { params, body }) => {
    const { device, version } = await updateDevice(context, params.id, body)
    return { body: device, version }
  }),
  route(contract.moveDevice, async (context, { params, body }) => {
    const { move, version } = await moveDevice(context, params.id, body)
    return { body: move, version, object: { table: 'devices', id: move.device.id } }
  }),
  route(contract.deleteDevice, async (context, { params }) => {
    await deleteDevice(context, params.id)
    return { body: undefined }
  }),
]
