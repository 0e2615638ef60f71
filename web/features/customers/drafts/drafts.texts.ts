/** The words of drafts: customers that somebody has begun to type. */
export const draftTexts = {
  heading: 'Drafts',
  draft: 'Draft',
  untitled: 'Without a name',
  step: (title: string) => `step ${title}`,
  resume: 'Resume',
  resumeOf: (title: string) => `Resume: ${title}`,
  throwAway: 'Throw away',
  throwAwayOf: (title: string) => `Throw away the draft ${title}`,
  throwAwayTitle: (title: string) => `Throw away the draft ${title}?`,
  throwAwayText: 'The customer has not been created. What was typed cannot be brought back.',
  thrownAway: (title: string) => `The draft ${title} is thrown away`,
  failed: 'The draft could not be thrown away',
  more: (count: number) => `Show ${count} more`,
  gone: 'This draft is no longer there. It was created or thrown away.',
  opening: 'The draft could not be opened',
  found: {
    text: (begunAt: string) => `You began this customer on ${begunAt}. Go on with it, or start afresh.`,
    goOn: 'Go on',
    startAfresh: 'Start afresh',
  },
  keep: 'Keep as draft',
  kept: (title: string) => `${title} is kept as a draft`,
  states: {
    waiting: 'Saving the draft…',
    saved: 'Saved as a draft; you can go on from any device',
    here: 'Kept in this window; it is saved as a draft when the server can be reached',
    refused: 'Kept in this window only: the server does not take it as a draft',
    conflict: 'Changed elsewhere',
  },
  conflict: {
    text: 'This draft was changed elsewhere, in another tab or on another device. Nothing of it is lost until you choose.',
    takeTheirs: 'Take the other version',
    keepMine: 'Keep this version',
    gone: 'The other version is no longer there: it was created or thrown away. What you typed here is kept as a new draft.',
    onlyMine:
      'The other version is no longer there: it was created or thrown away. Keep this one, and it is saved as a new draft.',
    open: (title: string) =>
      `${title} waits for your choice: resume it in this window, where what you typed is kept beside the other version.`,
    failed: 'The other version could not be read. Try again.',
  },
} as const
