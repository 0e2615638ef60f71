/** The words of what people are told of. */
export const texts = {
  title: 'Notifications',
  readAll: 'Mark all as read',
  more: 'Show more',
  notSaved: 'Your change is not saved',
  failed: 'That did not work. Try again.',
  unread: 'Not read',
  emptyTitle: 'Nothing to tell',
  emptyText: 'What you should know of without looking for it stands here, such as licenses that run out.',
  settings: 'What you are told of',
  settingsLead: 'In the app, by mail, or not at all.',
  inApp: 'In the app',
  byMail: 'By mail',
}
