/** What other rooms may call of devices. */
export { findVisibleHome } from './create-device.ts'
export { addDevices, createDevices, type DevicesBefore } from './create-devices.ts'
export { deleteDevice } from './delete-device.ts'
export { findDeviceHomes, findDevicesNamed, keepUsersOfTwins, moveTrails, releaseKeys } from './devices.queries.ts'
export { findDeviceIds, planDevices } from './devices-list.queries.ts'
export {
  type EnrolledRow,
  enrolledRow,
  findEnrolled,
  findMovedAway,
  renewReported,
  toldOf,
} from './enrolled-devices.ts'
export { getDevice } from './get-device.ts'
export { type ComingChange, holdDevices } from './hold-devices.ts'
export { holdAllSerials } from './hold-serial.ts'
export { listDeviceIds } from './list-devices.ts'
export { moveDevice } from './move-device.ts'
export { isNothing, serialKeyOf } from './serial-keys.ts'
export { listSharedSerials } from './shared-serials.ts'
export { updateDevice } from './update-device.ts'
export { getDeviceOfRow, updateDeviceOfRow } from './update-device-of-row.ts'
