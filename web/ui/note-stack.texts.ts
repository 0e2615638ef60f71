/** Words of notes, which load with the first one. */
export const texts = { close: 'Close', closeByKey: 'Close (F8)' } as const
