/**
 * Options for a zod check that fails with a code of its own, so that a person reads the message and a program the code.
 * Stops at the first failing check of a field: one field shows one problem at a time.
 */
export function coded(code: string, message: string): { error: string; params: { code: string }; abort: true } {
  return { error: message, params: { code }, abort: true }
}

/** What a check that looks for several problems at once reports of one, as {@link coded} does of its only one. */
export function codedIssue(code: string, message: string, input: unknown) {
  return { code: 'custom' as const, input, message, params: { code }, continue: false }
}
