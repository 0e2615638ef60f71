import { type Import, type ImportKind, keptFiles } from '@tenantry/contract/imports.ts'
import { newId } from '../../platform/clock/clock.ts'
import type { FileStore } from '../../platform/files/file-store.ts'
import type { Upload } from '../../platform/http/route.ts'
import { analyseFile } from './analyse-file.ts'
import { dropOldFiles, insertImport, useMatching } from './imports.queries.ts'
import { cleanMatching, headersHash, matchHeaders, placeRemembered } from './match-columns.ts'
import { fileKey } from './read-rows.ts'
import { showImport } from './show-import.ts'
import { unpackSpreadsheet } from './spreadsheets.ts'

/**
 * Takes a file in: stores it, finds out how it is written and matches its columns, as the caller's house has matched the
 * same headings before, else by name; of one person's files the oldest goes then. No transaction is open while the file arrives and is read.
 * @throws payload_too_large (413) past the cap
 * @throws invalid_input (422) for what is no table in a text file or a spreadsheet
 */
export async function receiveImport(
  files: FileStore,
  { content, finish }: Upload,
  { kind, fileName }: { kind: ImportKind; fileName: string },
): Promise<Import> {
  const id = newId()
  const { sizeBytes } = await files.put(fileKey(id), content)
  try {
    const cutColumns = await unpackSpreadsheet(files, id)
    const { headers, ...analysis } = await analyseFile(files, id, kind)
    const { view, dropped } = await finish(async (context) => {
      const { tx, caller, clock } = context
      const key = { house_id: caller.organization.id, kind, headers_hash: headersHash(headers) }
      const now = clock.now()
      const known = await useMatching(tx, key, now)
      const matching = known
        ? cleanMatching(kind, placeRemembered(headers, known), headers.length)
        : matchHeaders(kind, headers, analysis.samples)
      const row = await insertImport(tx, {
        provider_id: caller.scope.providerId,
        id,
        membership_id: caller.scope.membershipId,
        api_key_id: caller.apiKey?.id ?? null,
        kind,
        state: 'analysed',
        file_name: fileName,
        size_bytes: sizeBytes,
        encoding: analysis.encoding,
        separator: analysis.separator,
        headers: JSON.stringify(headers),
        header_row: analysis.headerRow,
        samples: JSON.stringify(analysis.samples),
        cut_columns: cutColumns,
        rows: analysis.rows,
        matching: JSON.stringify(matching),
        existing: 'refuse',
        empty_cells: 'leave',
        parent_id: null,
        created_at: now,
        updated_at: now,
      })
      return { view: await showImport(context, row), dropped: await dropOldFiles(tx, keptFiles) }
    })
    // One that stays behind here goes with those that no import has any more.
    for (const old of dropped) await files.remove(fileKey(old))
    return view
  } catch (error) {
    await files.remove(fileKey(id))
    throw error
  }
}
