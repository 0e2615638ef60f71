import { codesOfFields, errorCatalog } from '@tenantry/contract/errors.ts'
import { allowedOf, allPermissions, permissions, systemRoles } from '@tenantry/contract/permissions.ts'
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
    'below and a `requestId` that the log of the server has too.',
    '',
    codesOfFields,
    '',
    '| code | status | meaning | what to do |',
    '|---|---|---|---|',
    ...rows,
    '',
  ].join('\n')
}

/** The paper about what each role may do. */
export function rolesPaper(): string {
  const roles = Object.values(systemRoles).map((role) => ({ ...role, allowed: allowedOf(role.permissions) }))
  const rows = allPermissions.map(
    (each) =>
      `| ${cell(permissions[each])} | \`${each}\` | ${roles.map(({ allowed }) => (allowed.has(each) ? 'yes' : '')).join(' | ')} |`,
  )
  return [
    '# What each role may do',
    '',
    '<!-- Made by "npm run generate" from contract/permissions.ts. -->',
    '',
    'A role says what somebody may do, and the reach of a membership where: everywhere at the provider, in one’s own',
    'organization and all below it, in what one is assigned, or in some entities of a customer. What lies outside of it is',
    'not found, whatever the role allows.',
    '',
    'Every provider begins with these roles. Whoever administers a partner or a customer gets the role for that with the',
    'invitation; the first administrator of the provider is made at setup. Nobody gives or takes away rights that they lack',
    'themselves. An API key may do what its membership may, never more.',
    '',
    `| may | permission | ${roles.map(({ name }) => name).join(' | ')} |`,
    `|---|---|${roles.map(() => ':-:|').join('')}`,
    ...rows,
    '',
    'Three things do not hang on the role alone. What is kept about a customer or a partner for those who look after it, as',
    'tags, notes, plan and subscription, outside ids, its account manager, whom it is assigned to and the reason of a status,',
    'its own people do not see, neither in answers nor in lists, files and the audit log, and they find, filter and sort',
    'nothing by it. Of notes a partner’s people read those about their partner that are marked as to be passed on; the roles of',
    'customers read none. The sales representatives they do see, for it turns to these with questions and orders. Who is told of a',
    'partner’s own pool of licenses is no secret of those above: they and the partner set it together. How many devices it may',
    'use, its own people see like every other limit, since they plan and are refused by it; that a trial is why, since when',
    'and how long, they do not, in no usage, history, notification and refusal. Settings, mail and owned licenses of the',
    'provider are its own: no partner or customer sees them. Outside of the provider’s house each person takes a license:',
    'administrators of partners one for technicians, people of customers one for users.',
    '',
    'Whoever lacks a right is not offered what needs it; its page answers as not found, and the API `forbidden`',
    '([errors.md](errors.md)).',
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
