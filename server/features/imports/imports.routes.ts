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
import { findProblemGroups, findProblems } from './import-problems.queries.ts'
import { findImport } from './imports.queries.ts'
import { groupView, problemView } from './imports.view.ts'
import { receiveImport } from './receive-import.ts'

const replied = ({ view, version }: ReadImport) => ({ body: view, version })

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
    streamRoute(contract.downloadImportErrors, 'import-errors.csv', (read, { params }) =>
      errorFile(files, read, params.id),
    ),
    streamRoute(contract.downloadImportTemplate, 'import-template.csv', async function* (_read, { query }) {
      yield `\uFEFF${columnsOfKind(query.kind)
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

async function groupsOf({ tx }: CallContext, id: string) {
  const row = await findImport(tx, id)
  if (!row) throw new AppError('not_found')
  return (await findProblemGroups(tx, id)).map((group) => groupView(group, row))
}
