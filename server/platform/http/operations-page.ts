/** The readable reference of the API at /api/docs, made from the contract. */
import { authOperations } from '@tenantry/contract/auth.ts'
import { codesOfFields, errorCatalog, mostJsonBytes } from '@tenantry/contract/errors.ts'
import { operatorMeanings } from '@tenantry/contract/list-parameters.ts'
import { needsIfMatch, requiresIfMatch } from '@tenantry/contract/openapi.ts'
import { commonErrors, type Operation } from '@tenantry/contract/operation.ts'
import { columnsTable } from './columns-table.ts'
import { fieldsTable } from './fields-table.ts'
import { importFieldsTable } from './import-fields-table.ts'

/** The whole reference as one page without scripts. */
export function operationsPage(operations: readonly Operation[]): string {
  const blocks = [
    ...authOperations.map((operation) => ({ tag: operation.tag, block: operationBlock(operation, '/api/auth') })),
    ...operations.map((operation) => ({ tag: operation.tag, block: operationBlock(operation, '/api/v1') })),
  ]
  const tags = [...new Set(blocks.map(({ tag }) => tag))]
  const nav = tags.map((tag) => `<a href="#${tag}">${text(tag)}</a>`).join(' ')
  const sections = tags.map(
    (tag) =>
      `<h2 id="${tag}">${text(tag)}</h2>${blocks
        .filter((each) => each.tag === tag)
        .map(({ block }) => block)
        .join('')}`,
  )
  return htmlPage(
    'Tenantry API',
    `<p>REST below <code>/api/v1</code>. The same as a machine reads it: <a href="/api/openapi.json">OpenAPI 3.1</a>. Codes of errors: <a href="/api/docs/errors">errors</a>.</p>${conventions}<nav>${nav}</nav>${sections.join('')}`,
  )
}

/** The reference of error codes at /api/docs/errors. On phones each cell says which column it is of. */
export function errorsPage(): string {
  const [code, ...others] = ['Code', 'Status', 'What happened', 'What to do']
  const rows = Object.entries(errorCatalog).map(([name, { status, title, advice }]) => {
    const cells = [String(status), text(title), text(advice)]
    const rest = cells.map((cell, index) => `<td data-heading="${others[index]}">${cell}</td>`)
    return `<tr id="${name}"><td><code>${name}</code></td>${rest.join('')}</tr>`
  })
  const headings = [code, ...others].map((heading) => `<th>${heading}</th>`)
  return htmlPage(
    'Errors of the Tenantry API',
    `<nav><a href="/api/docs">All operations</a></nav><p>${text(codesOfFields)}</p><table><thead><tr>${headings.join('')}</tr></thead><tbody>${rows.join('')}</tbody></table>`,
  )
}

const conventions = `<h2>Conventions</h2><ul>
<li>Sign in with <code>POST /api/auth/sign-in/email</code>, or send <code>Authorization: Bearer tnt_…</code>. Changes with a session's cookie carry the <code>Origin</code> of this installation.</li>
<li>Lists take <code>q</code>, <code>filter[column][operator]=value</code>, <code>sort=-createdAt,name</code>, <code>limit</code> and <code>cursor</code>; <code>in</code> and <code>nin</code> repeat the parameter. Which columns a list has, what they hold, their operators and whether it can be sorted by them stands with each list under Filter and sort. The operators:<ul>${Object.entries(
  operatorMeanings,
)
  .map(([name, meaning]) => `<li><code>${name}</code> ${text(meaning)}</li>`)
  .join(
    '',
  )}</ul>A value of an instant is written as <code>2026-01-31T08:00:00Z</code> or with another zone behind it (<code>+01:00</code>, whose plus sign is <code>%2B</code> in an address), or as a date, <code>2026-01-31</code>, which is the whole day by UTC: <code>gt</code> begins after it and <code>lte</code> ends with it.</li>
<li>Changes of versioned things take <code>If-Match</code> with the <code>ETag</code> of what was read, and are refused once that is another. Each operation says whether it is required; optional, it may be left out, and whatever is there is changed. Those that say nothing of it read none.</li>
<li><code>POST</code> takes an <code>Idempotency-Key</code> where <code>idempotency_key_reused</code> is among its errors: repeated within 24 hours it has one effect and one answer, for as long as you can see what it shows: once that is deleted, purged or out of your sight, the repetition is answered with <code>not_found</code>. Where an answer is shown once only, it is <code>conflict</code>, whose <code>params.reason</code> is <code>shown_once</code>: what was created is there, and nobody may have seen its answer. Each operation and each person has keys of their own.</li>
<li>A session acts for one membership at a time, which any of its windows can switch by <code>PUT /api/v1/me/membership</code>. A request with a session's cookie says by the header <code>Tenantry-Membership</code>, with the id that <code>GET /api/v1/me</code> gives, which one it is meant for, and is refused with <code>membership_switched</code> before anything is done where another one is active. Without the header it is done for the active one. What is about the session itself is answered whatever the header says: <code>GET /api/v1/me</code> and <code>PUT /api/v1/me/membership</code>. An API key has one membership, and with it the header says nothing.</li>
<li>A body is JSON in UTF-8 of ${mostJsonBytes / 1_048_576} MiB at most; a larger one is refused with <code>payload_too_large</code>. Files may be as large as the operation says that takes them.</li>
<li>Errors are <code>application/problem+json</code> with a <code>code</code>; input errors list the fields in <code>errors</code>.</li></ul>
<h2>Enrolling devices</h2><ol>
<li>Create a token for the customer, on its Devices tab under Enroll devices or by <code>POST /api/v1/customers/{id}/enrollment-tokens</code>. It is shown once, sees that customer alone, and enrolls until it expires or is revoked.</li>
<li>Send up to 1,000 devices at a time to <code>POST /api/v1/devices/enroll</code> with <code>Authorization: Bearer tne_…</code>. A device is told from the others of its customer by <code>hardwareId</code>, or else by <code>serialNumber</code>; serial numbers that makers leave blank count as none.</li>
<li>Read what has become of each, in the order sent: <code>enrolled</code> is new and has taken its licenses; <code>updated</code> was there, has what it reports now, and has taken none; <code>refused</code> says why in <code>code</code>. The same batch can be sent again at any time.</li>
<li>What was refused for want of a license, or of a device left on the token, waits at <code>GET /api/v1/seen-devices</code>. <code>POST /api/v1/seen-device-licenses</code> gives it one, and so does enrolling it again once there is one.</li></ol>
<pre>curl -X POST https://tenantry.example/api/v1/devices/enroll \\
  -H 'Authorization: Bearer tne_…' -H 'Content-Type: application/json' \\
  -d '{"devices":[{"name":"nyc-srv-01","class":"server","serialNumber":"CZC1234567","ipAddresses":["192.0.2.10"]}]}'</pre>`

function operationBlock(operation: Operation, base: string): string {
  const errors = operation.errors.filter((code) => !commonErrors.some((common) => common === code))
  const example =
    operation.example?.body === undefined ? '' : `<pre>${text(JSON.stringify(operation.example.body, null, 2))}</pre>`
  return `<section id="${operation.id}"><h3><code>${operation.method} ${base}${text(operation.path)}</code></h3><p>${text(operation.summary)}.</p>
<p>Needs: ${text(needs(operation))}${operation.dryRun ? ' · knows <code>?dryRun=true</code>' : ''}${ifMatch(operation)}${errors.length > 0 ? ` · errors: ${errors.map((code) => `<a href="/api/docs/errors#${code}">${code}</a>`).join(', ')}` : ''}</p>${fieldsTable('Query', operation.query, 'input', text)}${columnsTable(operation.query, text)}${fileBody(operation)}${fieldsTable('Body', operation.body, 'input', text)}${operation.id === 'updateImport' ? importFieldsTable(text) : ''}${fieldsTable('Answer', operation.response, 'output', text)}${example}</section>`
}

function fileBody({ file }: Operation): string {
  if (!file) return ''
  return `<p>Body: the file as it is, as <code>application/octet-stream</code> or of its own type, at most ${file.mostBytes / 1_048_576} MB; no form.</p>`
}

function ifMatch(operation: Operation): string {
  if (!needsIfMatch(operation)) return ''
  return ` · <code>If-Match</code> ${requiresIfMatch(operation) ? 'required' : 'optional'}`
}

function needs(operation: Operation): string {
  if (operation.id === 'enrollDevices') return 'a token of the customer'
  if (operation.access === 'public') return 'nothing'
  return operation.access === 'session' ? 'sign-in' : `the permission ${operation.access}`
}

function htmlPage(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${text(title)}</title><link rel="stylesheet" href="/api/docs/style.css"></head><body><main><h1>${text(title)}</h1>${body}</main></body></html>`
}

/** The style of both pages, served as a file because pages may not hold styles. */
export const docsStyle = `:root{color-scheme:light dark;--ink:#16202b;--ground:#fff;--accent:#0b6e69}@media (prefers-color-scheme:dark){:root{--ink:#e7ecf1;--ground:#10151b;--accent:#3fb8ae}}
body{background:var(--ground);color:var(--ink);font:15px/1.6 system-ui,sans-serif;margin:0}a,a:visited{color:var(--accent);text-underline-offset:2px}a:focus-visible{border-radius:2px;outline:2px solid var(--accent);outline-offset:2px}
main{max-width:60rem;margin:0 auto;padding:2rem 1rem}
nav a{display:inline-block;margin-right:.75rem;padding:2px 0}h3,p,li,pre{overflow-wrap:anywhere}pre{white-space:pre-wrap}details{overflow-x:auto}section{border-top:1px solid #8884;padding:.5rem 0}h3{margin:.5rem 0}code,pre{font:13px/1.5 ui-monospace,monospace}
pre{background:#8881;padding:.75rem;border-radius:8px;overflow:auto}table{border-collapse:collapse;width:100%}td,th{border-bottom:1px solid #8884;padding:.4rem .6rem;text-align:left;vertical-align:top}tr:target{background:color-mix(in srgb,var(--accent) 15%,transparent)}
@media (max-width:40rem){table,tbody,tr,td{display:block}thead,td:empty{display:none}tr{border-bottom:1px solid #8884;padding:.6rem 0}td{border:0;overflow-wrap:anywhere;padding:0}td[data-heading]::before{content:attr(data-heading)": ";font-weight:600}}`

function text(value: string): string {
  return value.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
