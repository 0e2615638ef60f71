import { spawnSync } from 'node:child_process'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { projectRoot } from './platform/project-root.ts'

let root = ''
let build: (entry: string) => Promise<string>

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'tenantry-build-'))
  for (const folder of ['contract', 'server/one', 'server/two', 'probe'])
    await mkdir(path.join(root, folder), { recursive: true })
  await writeFile(path.join(root, 'package-lock.json'), '{}')
  await symlink(path.join(projectRoot, 'node_modules'), path.join(root, 'node_modules'))
  await cp(path.join(projectRoot, 'server/build.mjs'), path.join(root, 'server/build.mjs'))
  await source('server/one/program.ts', 'first')
  await source('server/two/program.ts', 'other')
  const builder = (await import(pathToFileURL(path.join(root, 'server/build.mjs')).href)) as {
    buildProgram: typeof build
  }
  build = builder.buildProgram
})
afterAll(() => rm(root, { recursive: true, force: true }))

async function source(file: string, word: string): Promise<void> {
  await writeFile(path.join(root, file), `const word: string = '${word}'\nprocess.stdout.write(word)\n`)
}

const outputOf = (file: string) => spawnSync(process.execPath, [file], { encoding: 'utf8' }).stdout

describe('a build', () => {
  it('of several at one moment is made whole and leaves nothing half-made', async () => {
    const files = await Promise.all([1, 2, 3].map(() => build('server/one/program.ts')))
    expect(new Set(files).size).toBe(1)
    expect(outputOf(files[0] ?? '')).toBe('first')
    expect((await readdir(path.join(root, 'server/dist'))).filter((name) => name.includes('.'))).toEqual([])
  })

  it('is not taken for that of another program of the same name', async () => {
    expect(outputOf(await build('server/two/program.ts'))).toBe('other')
  })

  it('is made anew when a source has changed, and found again when it is as before', async () => {
    const before = await build('server/one/program.ts')
    await source('server/one/program.ts', 'second')
    const after = await build('server/one/program.ts')
    expect([outputOf(before), outputOf(after)]).toEqual(['first', 'second'])
    await source('server/one/program.ts', 'first')
    expect(await build('server/one/program.ts')).toBe(before)
  })

  it('does not change with tests', async () => {
    const before = await build('server/one/program.ts')
    await source('server/one/program.test.ts', 'test')
    expect(await build('server/one/program.ts')).toBe(before)
  })
})

describe('the lockfile', () => {
  it('vouches for every package of every system by its content, and for no registry', async () => {
    const { packages } = JSON.parse(await readFile(path.join(projectRoot, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, { link?: true; integrity?: string; resolved?: string }>
    }
    const fetched = Object.entries(packages).filter(([name, { link }]) => name.includes('node_modules/') && !link)
    expect(fetched.length).toBeGreaterThan(400)
    expect(fetched.filter(([, { integrity }]) => !integrity?.startsWith('sha512-')).map(([name]) => name)).toEqual([])
    expect(fetched.filter(([, { resolved }]) => resolved !== undefined).map(([name]) => name)).toEqual([])
  })
})
