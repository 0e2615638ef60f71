import type { AuditEvent } from '@tenantry/contract/audit-events.ts'
import type { ListQuery } from '@tenantry/contract/list.ts'
import { csvRows } from '../../platform/files/csv-file.ts'
import type { Reader } from '../../platform/http/route.ts'
import { listAuditEvents } from './list-audit-events.ts'

const headings = ['When', 'Who', 'Kind', 'API key', 'Action', 'Organization', 'Object type', 'Object id']
const furtherHeadings = ['Source', 'Request id', 'Before', 'After']

/**
 * All changes that a filter leaves as CSV, page by page, each in a transaction of its own: new ones come before what was
 * read and change nothing of it. Before and after are JSON (B7).
 * @throws invalid_input (422) for a cursor of another list
 */
export async function* exportAuditEvents(read: Reader, query: ListQuery): AsyncGenerator<string, void> {
  let cursor = query.cursor
  let part = csvRows([[...headings, ...furtherHeadings]])
  do {
    const page = await read((context) => listAuditEvents(context, { ...query, cursor }))
    yield part + csvRows(page.items.map(cellsOf))
    part = ''
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
}

function cellsOf(event: AuditEvent): (string | null)[] {
  const { actor, before, after } = event
  return [
    event.occurredAt,
    actor.name,
    actor.kind,
    actor.apiKeyName,
    event.action,
    event.organizationName,
    event.objectType,
    event.objectId,
    event.source,
    event.requestId,
    before && JSON.stringify(before),
    after && JSON.stringify(after),
  ]
}
