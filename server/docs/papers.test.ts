import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { type ErrorCode, errorCatalog } from '@tenantry/contract/errors.ts'
import { allPermissions, systemRoles } from '@tenantry/contract/permissions.ts'
import { describe, expect, it } from 'vitest'
import { environment } from '../config.ts'
import { AppError, invalidInput, namedNotFound } from '../platform/errors.ts'
import { errorsPage } from '../platform/http/operations-page.ts'
import { problemOf } from '../platform/http/problems.ts'
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

  it('tell of each code the status that it is answered with, and that what is wrong with a field may have another', async () => {
    const [errors, page] = [await paper('errors.md'), errorsPage()]
    for (const code of Object.keys(errorCatalog) as ErrorCode[]) {
      const { status } = new AppError(code)
      expect(problemOf(new AppError(code), '').status, code).toBe(status)
      expect(errors.match(new RegExp(`^\\| \`${code}\` \\| (\\d+) \\|`, 'm'))?.[1], code).toBe(String(status))
      expect(page.match(new RegExp(`<tr id="${code}">.*?<td data-heading="Status">(\\d+)<`))?.[1], code).toBe(
        String(status),
      )
    }
    const { status } = invalidInput({ path: 'customerTypeId', code: 'unknown_reference', message: '' })
    const named = namedNotFound('parentId', '')
    for (const told of [errors, page]) {
      expect(told).toContain(`comes with its status, ${status}, also where`)
      const beside = `has ${named.details.errors?.[0]?.code} beside the field`
      const ofOrganizations = `with ${named.code}, ${named.status}, where it is the organization that something is put into`
      expect(told).toContain(beside)
      expect(told.split(beside)[1]).toContain(ofOrganizations)
      expect(told.split(ofOrganizations)[1]).toContain(`and else with invalid_input, ${status}, as a customerTypeId`)
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
