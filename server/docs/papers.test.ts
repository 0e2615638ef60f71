import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { errorCatalog } from '@tenantry/contract/errors.ts'
import { describe, expect, it } from 'vitest'
import { environment } from '../config.ts'
import { projectRoot } from '../platform/project-root.ts'
import { errorsPaper, withSettings } from './papers.ts'

const paper = (name: string) => readFile(path.join(projectRoot, 'docs', name), 'utf8')

describe('the papers', () => {
  it('know every error code and every setting', async () => {
    const errors = await paper('errors.md')
    for (const code of Object.keys(errorCatalog)) expect(errors).toContain(`| \`${code}\` |`)
    const operating = await paper('operating.md')
    for (const [name, setting] of Object.entries(environment.shape)) {
      expect(setting.description?.length, name).toBeGreaterThan(10)
      expect(operating).toContain(`| \`${name}\` |`)
    }
  })

  it('are what the code makes of them', async () => {
    expect(await paper('errors.md')).toBe(errorsPaper())
    const operating = await paper('operating.md')
    expect(operating).toBe(withSettings(operating))
  })

  it('have a place for the settings or are refused', () => {
    expect(() => withSettings('# Nothing')).toThrow('no place for the settings')
  })
})
