import type { OrganizationId } from '@tenantry/contract/ids.ts'
import { listImportChanges } from '@tenantry/contract/import-changes.ts'
import * as problems from '@tenantry/contract/import-problems.ts'
import * as contract from '@tenantry/contract/imports.ts'
import { AppError } from '../../platform/errors.ts'
import type { FileStore } from '../../platform/files/file-store.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { route, streamRoute, uploadRoute } from '../../platform/http/route.ts'
import {
  beginImport,
  cancelImport,
  getImport,
  listImports,
  type ReadImport,
  undoImport,
  updateImport,
} from './change-import.ts'
import { errorFile } from './error-file.ts'
import { columnsOfKind } from './file-columns-of.ts'
import { findChanges } from './import-changes.queries.ts'
import { findProblemGroups, findProblems, findShortages } from './import-problems.queries.ts'
import { findImport } from './imports.queries.ts'
import { changeViews, groupView, problemView } from './imports.view.ts'
import { receiveImport } from './receive-import.ts'

const replied = ({ view, version }: ReadImport) => ({
  body: view,
  version,
  object: { table: 'imports' as const, id: view.id },
})

/** The operations of imports. */
export function importRoutes(files: FileStore) {
  return [
    uploadRoute(contract.createImport, async (upload, { query }) => ({
      body: await receiveImport(files, upload, query),
      version: 1,
    })),
    route(contract.listImports, async (context) => ({ body: { items: await listImports(context) } })),
    route(contract.getImport, async (context, { params }) => replied(await getImport(context, params.id))),
    route(contract.updateImport, async (context, { params, body }) =>
      replied(await updateImport(context, params.id, body)),
    ),
    route(contract.checkImport, async (context, { params }) =>
      replied(await beginImport(context, params.id, 'checking')),
    ),
    route(contract.startImport, async (context, { params }) =>
      replied(await beginImport(context, params.id, 'running')),
    ),
    route(contract.cancelImport, async (context, { params }) => replied(await cancelImport(context, params.id))),
    route(contract.undoImport, async (context, { params }) => replied(await undoImport(context, params.id))),
    route(problems.listImportProblems, async (context, { params, query }) => ({
      body: await problemsOf(context, params.id, query),
    })),
    route(problems.listImportProblemGroups, async (context, { params }) => ({
      body: { items: await groupsOf(context, params.id) },
    })),
    route(problems.listImportShortages, async (context, { params }) => ({
      body: { items: await shortagesOf(context, params.id) },
    })),
    route(listImportChanges, async (context, { params, query }) => ({
      body: await changesOf(context, params.id, query),
    })),
    streamRoute(contract.downloadImportErrors, 'import-errors.csv', (read, { params }, answer) =>
      errorFile(files, read, answer, params.id),
    ),
    streamRoute(contract.downloadImportTemplate, 'import-template.csv', async function* (_read, { query }) {
      yield `\uFEFF${columnsOfKind(query.kind)
        .filter(({ isId }) => !isId)
        .map(({ header }) => header)
        .join(',')}\r\n`
    }),
  ]
}

async function problemsOf({ tx }: CallContext, id: string, page: { afterRow: number; limit: number }) {
  const row = await findImport(tx, id)
  if (!row) throw new AppError('not_found')
  const found = await findProblems(tx, id, page)
  const rows = new Set(found.map(({ row_number }) => row_number))
  return {
    items: found.map((problem) => problemView(problem, row)),
    nextAfterRow: rows.size < page.limit ? null : (found.at(-1)?.row_number ?? null),
  }
}

/** Nothing but of a check that is through: before and after it, what it has found says nothing. */
async function changesOf({ tx }: CallContext, id: string, page: { afterRow: number; limit: number }) {
  const row = await findImport(tx, id)
  if (!row) throw new AppError('not_found')
  if (row.state !== 'checked') return { items: [], nextAfterRow: null }
  const items = changeViews(await findChanges(tx, id, page), row)
  return { items, nextAfterRow: items.length < page.limit ? null : (items.at(-1)?.row ?? null) }
}

async function groupsOf({ tx }: CallContext, id: string) {
  const row = await findImport(tx, id)
  if (!row) throw new AppError('not_found')
  return (await findProblemGroups(tx, id)).map((group) => groupView(group, row))
}

async function shortagesOf({ tx }: CallContext, id: string): Promise<problems.ImportShortage[]> {
  const row = await findImport(tx, id)
  if (!row) throw new AppError('not_found')
  return (await findShortages(tx, id)).map(({ id: organizationId, name, license_name, first_row, ...each }) => ({
    ...each,
    organizationId: organizationId as OrganizationId,
    organizationName: name,
    name: license_name,
    firstRow: first_row,
  }))
}
