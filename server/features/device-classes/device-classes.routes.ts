import * as contract from '@tenantry/contract/device-classes.ts'
import { route } from '../../platform/http/route.ts'
import { createClass, deleteClass, getClass, listClasses, updateClass } from './device-classes.ts'
import { setClassTypes } from './set-class-types.ts'

/** The operations of classes of devices. */
export const deviceClassRoutes = [
  route(contract.listDeviceClasses, async (context, { query }) => ({ body: await listClasses(context, query) })),
  route(contract.createDeviceClass, async (context, { body }) => {
    const { deviceClass, version } = await createClass(context, body)
    return { body: deviceClass, version, object: { table: 'device_classes' } }
  }),
  route(contract.getDeviceClass, async (context, { params }) => {
    const { deviceClass, version } = await getClass(context, params.code)
    return { body: deviceClass, version }
  }),
  route(contract.updateDeviceClass, async (context, { params, body }) => {
    const { deviceClass, version } = await updateClass(context, params.code, body)
    return { body: deviceClass, version }
  }),
  route(contract.deleteDeviceClass, async (context, { params }) => {
    await deleteClass(context, params.code)
    return { body: undefined }
  }),
  route(contract.setDeviceClassTypes, async (context, { params, body }) => ({
    body: await setClassTypes(context, params.code, body),
  })),
]
