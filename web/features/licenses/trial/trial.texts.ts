/** The words of a trial. A second language is a second object of this shape. */
export const texts = {
  title: 'Trial',
  /** For those who are not told what plan it is. */
  own: {
    title: 'Devices',
    hint: 'How many devices of all classes together. The limits of the classes below hold, too: the one that is reached first.',
    open: 'What these devices are',
  },
  endsOn: (day: string, days: number) =>
    days === 0
      ? `Its last day is today, ${day}.`
      : `It ends on ${day}, ${days === 1 ? 'tomorrow' : `in ${days} days`}.`,
  ended: (day: string) => `It ended on ${day}: nothing is added until it is extended or converted.`,
  line: (used: string, limit: string) => `${used} of ${limit} devices`,
  only: (used: string, isOne: boolean) => (isOne ? '1 device' : `${used} devices`),
  free: (count: string) => `${count} left`,
  overBy: (count: string) => `over by ${count}`,
  hint: 'How many devices of all classes together. The limits of the classes below hold, too: the one that is reached first.',
  notMetered: 'A trial is not metered.',
  open: 'What uses the trial',
  extend: 'Extend',
  convert: 'Convert to purchased',
  extension: {
    title: 'Extend the trial',
    licenses: 'Devices',
    licensesHint: 'How many devices of all classes together',
    licensesWrong: 'Enter a whole number up to 1,000,000',
    expiresOn: 'Last day',
    expiresOnWrong: 'Choose a day that is not over yet',
    cancel: 'Cancel',
    submit: 'Extend',
    done: (name: string, day: string) => `The trial of ${name} goes on to ${day}`,
  },
  conversion: {
    title: (name: string) => `Convert the trial of ${name} to purchased?`,
    text: 'From now on it is metered each month, and devices are no longer held at the number of the trial. Its limits stay as they are.',
    done: (name: string) => `${name} has purchased`,
    failed: 'The trial was not converted',
  },
  changed: 'Somebody changed this customer in the meantime. Look again, then repeat it.',
  gone: 'This customer does not exist any more, or is not yours to see.',
  offline: 'The server cannot be reached. What you typed is still here; try again.',
} as const
