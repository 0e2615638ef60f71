import { spawnSync } from 'node:child_process'
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
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
  for (const file of ['server/build.mjs', 'server/mapped-stacks.mjs', 'server/run.mjs'])
    await cp(path.join(projectRoot, file), path.join(root, file))
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

  it('is made anew when only the end of a long source has changed', async () => {
    const long = path.join(root, 'contract/long.ts')
    const builds: string[] = []
    for (const end of ['first', 'second']) {
      await writeFile(long, `// ${'-'.repeat(300_000)} ${end}\n`)
      builds.push(await build('server/one/program.ts'))
    }
    await rm(long)
    expect(new Set(builds).size).toBe(2)
  })

  it('holds its packages itself, but for those that look for files beside themselves', async () => {
    await writeFile(
      path.join(root, 'server/two/program.ts'),
      [
        "import { z } from 'zod'",
        "import { Algorithm } from '@node-rs/argon2'",
        "import { Pool } from 'pg'",
        'process.stdout.write(z.string().parse(typeof Pool + Algorithm.Argon2id))',
      ].join('\n'),
    )
    const file = await build('server/two/program.ts')
    expect(outputOf(file)).toBe('function2')
    const imports = [...(await readFile(file, 'utf8')).matchAll(/^import .* from "(.+)"/gm)].map(([, name]) => name)
    expect(imports.filter((name) => !name?.startsWith('node:'))).toEqual(['@node-rs/argon2'])
  })

  it('does all that is written, also where only an error of it counts', async () => {
    await writeFile(
      path.join(root, 'server/two/program.ts'),
      [
        'function isEncoded(text: string) {',
        '  try {',
        '    decodeURIComponent(text)',
        '    return true',
        '  } catch {',
        '    return false',
        '  }',
        '}',
        "process.stdout.write([isEncoded('%41'), isEncoded('%ff')].join(' '))",
      ].join('\n'),
    )
    expect(outputOf(await build('server/two/program.ts'))).toBe('true false')
  })

  it('tells places of the sources in what it did wrong, also from behind a wait and in what caused it', async () => {
    await mkdir(path.join(root, 'server/three'), { recursive: true })
    await writeFile(
      path.join(root, 'server/three/program.ts'),
      [
        'type Word = string',
        '',
        'async function fails(word: Word): Promise<void> {',
        '  await null',
        "  throw new TypeError(word, { cause: new RangeError('first') })",
        '}',
        "await fails('in vain')",
      ].join('\n'),
    )
    const run = [path.join(root, 'server/run.mjs'), 'server/three/program.ts']
    const { status, stderr } = spawnSync(process.execPath, run, { encoding: 'utf8' })
    const place = path.join(root, 'server/three/program.ts')
    expect(status).toBe(1)
    expect(stderr).toContain(`TypeError: in vain\n    at fails (${place}:5:9)`)
    expect(stderr).toMatch(new RegExp(`\\[cause\\]: RangeError: first\n +at fails \\(${place}:5:`))
    expect(stderr).toContain(`    at async ${place}:7:1`)
  })

  it('does not change with tests', async () => {
    const before = await build('server/one/program.ts')
    await source('server/one/program.test.ts', 'test')
    expect(await build('server/one/program.ts')).toBe(before)
  })
})

/** Builds in a process of somebody who may only read; root may write everywhere and becomes somebody else. */
function buildAsReader(call: string) {
  const words = `import { buildProgram, buildWeb } from ${JSON.stringify(path.join(root, 'server/build.mjs'))}; await ${call}`
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', words], {
    cwd: root,
    encoding: 'utf8',
    ...(process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {}),
  })
  return { status, stderr }
}
const nobody = 65_534

describe('whoever may not write where the program is built', () => {
  const user = process.getuid?.() === 0 ? nobody : process.getuid?.()

  it.each([
    ['server/dist', "buildProgram('server/one/program.ts')"],
    ['dist', 'buildWeb()'],
  ])('is told so of %s in one line', async (folder, call) => {
    await source('server/one/program.ts', 'never built')
    await mkdir(path.join(root, 'web'), { recursive: true })
    await mkdir(path.join(root, folder), { recursive: true })
    await chmod(root, 0o755)
    await chmod(path.join(root, folder), 0o555)
    expect(buildAsReader(call)).toEqual({
      status: 1,
      stderr: `${path.join(root, folder)} can't be written by user ${user}: the program is built there at the first start and after each change of its sources.\n`,
    })
    await chmod(path.join(root, folder), 0o755)
  })

  it('is told so, too, where the folder is still to be made', async () => {
    await rm(path.join(root, 'server/dist'), { recursive: true, force: true })
    await chmod(path.join(root, 'server'), 0o555)
    expect(buildAsReader("buildProgram('server/one/program.ts')")).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/^\S+\/server\/dist can't be written by user \d+: .*\n$/),
    })
    await chmod(path.join(root, 'server'), 0o755)
  })
})

it('tells in one line that the folder of what is built can be no folder, as where a disk is read-only', async () => {
  await rm(path.join(root, 'dist'), { recursive: true, force: true })
  // Node.js says the same of it: that there is none.
  await symlink(path.join(root, 'nowhere'), path.join(root, 'dist'))
  const { status, stderr } = buildAsReader('buildWeb()')
  expect([status, stderr]).toEqual([1, expect.stringMatching(/^\S+\/dist can't be written by user \d+: .*\n$/)])
  await rm(path.join(root, 'dist'))
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
