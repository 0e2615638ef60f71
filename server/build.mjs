// Plain JavaScript, because it runs before anything is built: bundles TypeScript when its sources have changed since.
import { spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { closeSync, existsSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs'
import { access, constants, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
// Beside the server's own packages, which are not all at the root.
const programs = path.join(root, 'server/dist')
const web = path.join(root, 'dist/web')
const webSources = ['contract', 'web']

// All else is bundled: finding and reading hundreds of small files was a fifth of each program's start. These look for
// files of their own beside themselves, or are programs that build and drive others.
const unbundled = /^(@node-rs|@sparticuz|autocannon|node:.*|playwright-core|rolldown|vite|vitest)(\/|$)/

/** Bundles one TypeScript program of the server with the packages that it uses. Returns the file to run. */
export async function buildProgram(entry) {
  const name = entry.replace(/\.ts$/, '').replaceAll('/', '-')
  const out = await built(path.join(programs, name), ['contract', 'server', 'probe'], async (dir) => {
    const { rolldown } = await import('rolldown')
    const bundle = await rolldown({
      input: path.join(root, entry),
      platform: 'node',
      external: unbundled,
      // As it is written: whether a text can be decoded was left out for an answer that nobody reads.
      treeshake: false,
      logLevel: 'warn',
    })
    await bundle.write({
      dir,
      format: 'esm',
      minify: false,
      sourcemap: true,
      // Each start reads the maps whole; what they are of lies beside.
      sourcemapExcludeSources: true,
      entryFileNames: '[name].js',
      chunkFileNames: '[name]-[hash].js',
    })
  })
  return path.join(out, `${path.basename(entry, '.ts')}.js`)
}

/** Builds the web app, unless it is there, in a process of its own: the memory that this takes is not for a server. */
export async function buildWeb() {
  const out = folderOf(web, webSources)
  if (existsSync(out)) return out
  await requireWritable(path.dirname(out))
  const env = { ...process.env, NODE_ENV: 'production' }
  const builder = spawn(process.execPath, [fileURLToPath(import.meta.url)], { stdio: ['ignore', 2, 2], env })
  const [code] = await once(builder, 'close')
  if (code !== 0) throw new Error('The web app could not be built')
  return out
}

async function buildWebHere() {
  await built(web, webSources, async (outDir) => {
    const { build } = await import('vite')
    const configFile = path.join(root, 'web/vite.config.ts')
    await build({ configFile, logLevel: 'warn', configLoader: 'runner', build: { outDir } })
    await compressAssets(outDir)
  })
}

/** Whether the web app of these sources lies ready. */
export async function isWebBuilt() {
  return existsSync(folderOf(web, webSources))
}

async function compressAssets(dir) {
  const { brotliCompress, gzip, constants } = await import('node:zlib')
  const { promisify } = await import('node:util')
  for (const entry of await readdir(dir, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.(js|css|html|svg|json)$/.test(entry.name)) continue
    const file = path.join(entry.parentPath, entry.name)
    const content = await readFile(file)
    const params = { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: content.length }
    await writeFile(`${file}.br`, await promisify(brotliCompress)(content, { params }))
    await writeFile(`${file}.gz`, await promisify(gzip)(content, { level: 9 }))
  }
}

/**
 * Builds into a folder named by the content of the sources, unless it is there. The folder appears whole: several may
 * build at one moment, and what runs from an older folder keeps its files.
 */
async function built(place, sources, build) {
  const out = folderOf(place, sources)
  if (existsSync(out)) return out
  await requireWritable(path.dirname(out))
  const unfinished = `${out}.${randomBytes(4).toString('hex')}`
  try {
    await build(unfinished)
    await rename(unfinished, out).catch((error) => {
      if (!existsSync(out)) throw error
    })
  } finally {
    await rm(unfinished, { recursive: true, force: true })
  }
  await removeOutdated(place)
  return out
}

/** Ends with one line where nothing can be built: the bundler would crash over it with pages. */
async function requireWritable(folder) {
  try {
    await mkdir(folder, { recursive: true })
    await access(folder, constants.W_OK | constants.X_OK)
  } catch (error) {
    // Where a disk is read-only, Node.js says of a folder that it cannot make only that there is none.
    if (!['EACCES', 'EPERM', 'EROFS', 'ENOENT'].includes(error.code)) throw error
    const user = process.getuid ? `user ${process.getuid()}` : 'this user'
    process.stderr.write(
      `${folder} can't be written by ${user}: the program is built there at the first start and after each change of its sources.\n`,
    )
    process.exit(1)
  }
}

function folderOf(place, sources) {
  return `${place}-${sourceHash(sources).slice(0, 16)}`
}

/** Builds that are neither the newest two nor of the last hour go: older ones may still be served from. */
async function removeOutdated(place) {
  const parent = path.dirname(place)
  const names = (await readdir(parent)).filter(
    (name) => name.startsWith(`${path.basename(place)}-`) && /-[0-9a-f]{16}(\.[0-9a-f]{8})?$/.test(name),
  )
  const builds = await Promise.all(
    names.map(async (name) => {
      const dir = path.join(parent, name)
      return { dir, madeAt: (await stat(dir).catch(() => null))?.mtimeMs ?? 0 }
    }),
  )
  const older = builds.sort((a, b) => b.madeAt - a.madeAt).slice(2)
  const outdated = older.filter(({ madeAt }) => madeAt < Date.now() - 3_600_000)
  await Promise.all(outdated.map(({ dir }) => rm(dir, { recursive: true, force: true })))
}

/** Reads all of them at each start, at once: nothing else has begun, and waiting for each file took three times as long. */
function sourceHash(folders) {
  const hash = createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .update(readFileSync(fileURLToPath(import.meta.url)))
    .update(process.version)
  for (const folder of folders)
    for (const file of sourceFiles(path.join(root, folder)).sort())
      updateWithContent(hash.update(file.slice(root.length + 1)).update('\0'), file)
  return hash.digest('hex')
}

const piece = Buffer.allocUnsafe(131_072)

/** Into one piece of memory for all, and without asking for the size: of a thousand small files each call counts. */
function updateWithContent(hash, file) {
  const handle = openSync(file)
  try {
    for (let length = -1; length !== 0; ) {
      length = readSync(handle, piece)
      hash.update(piece.subarray(0, length))
    }
  } finally {
    closeSync(handle)
  }
}

/** What was built lies among the sources and may come and go while they are read. */
function sourceFiles(dir) {
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
    const place = `${dir}${path.sep}${entry.name}`
    if (entry.isDirectory()) return ['node_modules', 'dist'].includes(entry.name) ? [] : sourceFiles(place)
    return entry.isFile() && !/\.test\.tsx?$/.test(entry.name) ? [place] : []
  })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildWebHere()
