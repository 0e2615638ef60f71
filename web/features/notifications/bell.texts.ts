/** The words of the bell alone, which every page shows. */
export const texts = {
  bell: (unread: number) =>
    unread === 0 ? 'Notifications' : `Notifications: ${unread > 99 ? '99 or more' : unread} not read`,
  count: (unread: number) => (unread > 99 ? '99+' : String(unread)),
}
