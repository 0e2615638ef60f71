/** Words for what any form can be told. */
export const formTexts = {
  missing: 'Must be filled',
  wrong: 'This cannot be right; check it',
  atLeast: (minimum: number, isText: boolean) => `At least ${minimum}${isText ? ' characters' : ''}`,
  atMost: (maximum: number, isText: boolean) => `At most ${maximum}${isText ? ' characters' : ''}`,
} as const
