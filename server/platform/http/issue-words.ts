/** What is said of input that a schema refuses, where the contract has no words of its own for it. */
import type { z } from 'zod'

type Issue = z.core.$ZodIssue

/** The contract's own words where it has some, else ours for what the library would say. */
export function issueWords(issue: Issue): string {
  if (issue.code === 'custom' || !isOfLibrary.test(issue.message)) return issue.message
  switch (issue.code) {
    case 'invalid_type':
      return / received undefined$/.test(issue.message) ? 'This is needed' : `${wanted(issue.expected)} is needed`
    case 'invalid_format':
      return formats[issue.format] ?? notAsItHasToBe
    case 'invalid_value':
      return oneOf(issue.values)
    // What tells the forms of an object apart is one of their values.
    case 'invalid_union':
      return 'options' in issue && issue.options ? oneOf(issue.options) : notAsItHasToBe
    case 'too_small':
      return `At least ${amount(issue.minimum, issue.origin)}`
    case 'too_big':
      return `At most ${amount(issue.maximum, issue.origin)}`
    default:
      return notAsItHasToBe
  }
}

const notAsItHasToBe = 'This is not written as it has to be'

const oneOf = (values: readonly unknown[]) => {
  const all = values.map(String).join(', ')
  // What a query says yes or no to is a text, and told as it is elsewhere.
  return all === 'true, false' ? `${kinds.boolean} is needed` : `${values.length > 1 ? 'One of ' : ''}${all} is needed`
}

const isOfLibrary = /^(Too (small|big)|Invalid|Unrecognized)/

const formats: Record<string, string> = {
  date: 'A day such as 2026-03-31 is needed',
  datetime: 'An instant such as 2026-03-31T08:00:00Z is needed',
  uuid: 'An id is needed',
  email: 'An email address is needed',
}

const kinds: Record<string, string> = {
  string: 'A text',
  number: 'A number',
  int: 'A whole number',
  boolean: 'true or false',
  array: 'A list',
  object: 'An object',
  record: 'An object',
  date: 'A day',
}

const wanted = (expected: string) => kinds[expected] ?? 'Another kind of value'

function amount(count: number | bigint, origin: string): string {
  const [one, many] = units[origin] ?? []
  if (one === undefined) return String(count)
  return `${count} ${Number(count) === 1 ? one : many}`
}

const units: Record<string, readonly [one: string, many: string]> = {
  string: ['character', 'characters'],
  array: ['entry', 'entries'],
  set: ['entry', 'entries'],
}
