/** The words of the message of an alert. A second language is a second object of this shape. */
export const texts = {
  message: 'Message',
  subject: 'Subject',
  body: 'Text',
  insert: 'Insert variable',
  reset: 'Reset to default',
  preview: 'Preview',
  previewReal: 'With the numbers of this moment',
  previewSample: 'With made-up numbers',
  test: 'Send test to me',
  tested: (to: string) => `A test is on its way to ${to}`,
  kept: (to: string) => `The test to ${to} lies in the outbox: no mail server is set`,
  thresholdsWrong: 'Thresholds are numbers from 1 to 100: mend them before you send a test.',
  offline: 'The server cannot be reached. What you typed is still here; try again.',
} as const
