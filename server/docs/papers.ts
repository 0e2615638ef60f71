import { errorCatalog } from '@tenantry/contract/errors.ts'
import { z } from 'zod'
import { environment } from '../config.ts'

const begins = '<!-- settings: made by "npm run generate" from server/config.ts -->'
const ends = '<!-- end of settings -->'

/** The paper about every error code. */
export function errorsPaper(): string {
  const rows = Object.entries(errorCatalog).map(
    ([code, { status, title, advice }]) => `| \`${code}\` | ${status} | ${cell(title)} | ${cell(advice)} |`,
  )
  return [
    '# Error codes',
    '',
    '<!-- Made by "npm run generate" from contract/errors.ts. -->',
    '',
    'Every answer that is no success is `application/problem+json` (RFC 9457) with a `code` of this list, the `title`',
    'below and a `requestId` that the log of the server has too. `invalid_input` names each field in `errors`.',
    '',
    '| code | status | meaning | what to do |',
    '|---|---|---|---|',
    ...rows,
    '',
  ].join('\n')
}

/**
 * Puts the table of settings between its two marks in a paper.
 * @throws TypeError when the paper has no such marks
 */
export function withSettings(paper: string): string {
  const [from, to] = [paper.indexOf(begins), paper.indexOf(ends)]
  if (from < 0 || to < from) throw new TypeError('The paper has no place for the settings')
  return `${paper.slice(0, from)}${begins}\n\n${settingsTable()}\n\n${paper.slice(to)}`
}

interface Setting {
  description?: string
  default?: unknown
  enum?: unknown[]
}

function settingsTable(): string {
  const { properties = {} } = z.toJSONSchema(environment, { io: 'input', unrepresentable: 'any' })
  const rows = Object.entries(properties as Record<string, Setting>).map(([name, setting]) => {
    const values = setting.enum ? ` (${setting.enum.map((value) => `\`${value}\``).join(', ')})` : ''
    const standard = setting.default === undefined ? '' : `\`${setting.default}\``
    return `| \`${name}\` | ${standard} | ${cell(setting.description ?? '')}${values} |`
  })
  return ['| variable | default | meaning |', '|---|---|---|', ...rows].join('\n')
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|')
}
