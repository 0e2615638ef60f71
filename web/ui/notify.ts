import { notifications } from '@mantine/notifications'

/** Tells in passing that something was done. */
export function notifyDone(message: string): void {
  notifications.show({ message, color: 'accent', autoClose: 4000 })
}

/** Tells that something was not done; stays until it is closed, for nobody should miss it. */
export function notifyError(title: string, message: string): void {
  notifications.show({ title, message, color: 'red', autoClose: false, role: 'alert' })
}
