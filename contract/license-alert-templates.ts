/** Subject and text of an alert about licenses, with variables from a list and nothing else (OM4). */

/** What a template may name, as `{{name}}`, with how people call it. */
export const alertVariables = {
  customerName: 'Customer name',
  customerCode: 'Customer code',
  licenseType: 'License type',
  limit: 'Limit',
  used: 'Used',
  remaining: 'Remaining',
  percent: 'Percent used',
  threshold: 'Threshold',
  providerName: 'Provider name',
  time: 'Time',
  link: 'Link to the licenses',
} as const
export type AlertVariable = keyof typeof alertVariables

/** The values of one alert, as they are to be read. */
export type AlertValues = Readonly<Record<AlertVariable, string>>

/** Where a template says what it must not. */
export interface TemplateProblem {
  code: 'unknown_variable' | 'unclosed_variable'
  message: string
  /** Where it begins, in UTF-16 units, and the same as line and column, both from 1. */
  start: number
  line: number
  column: number
}

const variable = /\{\{([^{}\n]*)\}\}/g

/** A variable by its name, however its words are joined: customerName, customer_name and Customer name are one. */
export function findVariable(name: string): AlertVariable | undefined {
  const wanted = name.replace(/[\s_-]+/g, '').toLowerCase()
  return (Object.keys(alertVariables) as AlertVariable[]).find((each) => each.toLowerCase() === wanted)
}

/** What a template says wrong, in the order of its places. */
export function templateProblems(template: string): TemplateProblem[] {
  const unknown = [...template.matchAll(variable)].flatMap((match) =>
    findVariable(match[1] ?? '') ? [] : [problem(template, match.index, 'unknown_variable', match[0])],
  )
  // What is left of braces after all that are closed have gone.
  const rest = template.replace(variable, (closed) => ' '.repeat(closed.length))
  const unclosed = [...rest.matchAll(/\{\{(?:\w+\}?)?|\}\}/g)].map((match) =>
    problem(template, match.index, 'unclosed_variable', match[0]),
  )
  return [...unknown, ...unclosed].sort((one, other) => one.start - other.start)
}

function problem(template: string, start: number, code: TemplateProblem['code'], what: string): TemplateProblem {
  const before = template.slice(0, start).split('\n')
  const [line, column] = [before.length, (before.at(-1) ?? '').length + 1]
  return { code, message: `${said(code, what)} (line ${line}, column ${column})`, start, line, column }
}

function said(code: TemplateProblem['code'], what: string): string {
  if (code === 'unknown_variable') return `There is no variable ${what}`
  return what.startsWith('{{') ? `${what} is not closed by }}` : `${what} belongs to no variable`
}

/** A template with its values; what is no variable stays as it is. */
export function filledTemplate(template: string, values: AlertValues): string {
  return template.replace(variable, (whole, name: string) => {
    const known = findVariable(name)
    return known ? values[known] : whole
  })
}

/** What a provider starts with. */
export const defaultAlertTemplate = {
  subject: '{{customerName}} uses {{percent}} % of its {{licenseType}}',
  body: `{{customerName}} ({{customerCode}}) uses {{used}} of {{limit}} licenses of the type {{licenseType}}, which is {{percent}} %. That leaves {{remaining}}.

You are told at {{threshold}} %, and once more when all of them are in use.

{{link}}

{{providerName}}, {{time}}`,
} as const

/** The same for one's own pool. */
export const defaultPoolTemplate = {
  subject: '{{percent}} % of {{licenseType}} in the pool of {{customerName}} are taken',
  body: `{{used}} of the {{limit}} licenses of the type {{licenseType}} that {{customerName}} has are set aside or in use, which is {{percent}} %. That leaves {{remaining}}.

You are told at {{threshold}} %, and once more when all of them are taken.

{{link}}

{{providerName}}, {{time}}`,
} as const
