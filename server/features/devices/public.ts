/** What other rooms may call of devices. */
export { deleteDevice } from './delete-device.ts'
export { keepUsersOfTwins } from './devices.queries.ts'
export { findDeviceIds, planDevices } from './devices-list.queries.ts'
export { getDevice } from './get-device.ts'
export { listDeviceIds } from './list-devices.ts'
export { moveDevice } from './move-device.ts'
export { updateDevice } from './update-device.ts'
