import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { errorCatalog } from '@tenantry/contract/errors.ts'
import { allPermissions, systemRoles } from '@tenantry/contract/permissions.ts'
import { describe, expect, it } from 'vitest'
import { environment } from '../config.ts'
import { projectRoot } from '../platform/project-root.ts'
import { errorsPaper, rolesPaper, withSettings } from './papers.ts'

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

  it('tell of each right which roles have it', async () => {
    const lines = (await paper('roles.md')).split('\n').map((line) => line.split('|').map((cell) => cell.trim()))
    const [, , , ...names] = lines.find(([, may]) => may === 'may') ?? []
    for (const each of allPermissions) {
      const [, , , ...has] = lines.find(([, , permission]) => permission === `\`${each}\``) ?? []
      expect(
        names.filter((_, index) => has[index] === 'yes'),
        each,
      ).toEqual(
        Object.values(systemRoles).flatMap(({ name, permissions }) =>
          (permissions as readonly string[]).includes(each) ? [name] : [],
        ),
      )
    }
  })

  it('are what the code makes of them', async () => {
    expect(await paper('errors.md')).toBe(errorsPaper())
    expect(await paper('roles.md')).toBe(rolesPaper())
    const operating = await paper('operating.md')
    expect(operating).toBe(withSettings(operating))
  })

  it('have a place for the settings or are refused', () => {
    expect(() => withSettings('# Nothing')).toThrow('no place for the settings')
  })
})
