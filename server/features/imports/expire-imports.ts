import { z } from 'zod'
import { madeAt } from '../../platform/clock/clock.ts'
import type { FileStore } from '../../platform/files/file-store.ts'
import { defineTask } from '../../platform/jobs/tasks.ts'
import { fileKey } from './read-rows.ts'

const fileDays = 7
const importDays = 90
const matchingDays = 365
const dayMs = 86_400_000

/**
 * Removes, over all providers, the files of imports that nothing has happened to for a week, with their samples, problems
 * and previews, imports after 90 days, and matchings after a year that no file had the headings of; and files that no import
 * has any more.
 */
export function expireImportsTask(files: FileStore) {
  return defineTask({
    name: 'expire_imports',
    payload: z.object({}),
    run: async ({ clock, query }) => {
      const before = (days: number) => new Date(clock.now().getTime() - days * dayMs)
      await query('DELETE FROM imports WHERE updated_at < $1', [before(importDays)])
      await query('DELETE FROM import_matchings WHERE updated_at < $1', [before(matchingDays)])
      const old = [before(fileDays)]
      await query(
        `DELETE FROM import_problems p USING imports i
         WHERE i.provider_id = p.provider_id AND i.id = p.import_id AND i.updated_at < $1`,
        old,
      )
      await query(
        `DELETE FROM import_changes c USING imports i
         WHERE i.provider_id = c.provider_id AND i.id = c.import_id AND i.updated_at < $1`,
        old,
      )
      await query("UPDATE imports SET has_file = false, samples = '[]' WHERE has_file AND updated_at < $1", old)
      const keys = await files.list('imports')
      const ids = keys.map((key) => key.slice('imports/'.length)).filter((id) => madeAt(id) < before(1))
      const kept = await query<{ id: string }>('SELECT id FROM imports WHERE has_file AND id = ANY ($1)', [ids])
      const isKept = new Set(kept.map(({ id }) => id))
      for (const id of ids) if (!isKept.has(id)) await files.remove(fileKey(id))
    },
  })
}
