// Plain JavaScript, because it runs before anything is built: bundles TypeScript when its sources have changed since.
import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const dist = path.join(root, 'dist')
// Beside the server's own packages, which are not all at the root.
const programs = path.join(root, 'server/dist')

/** Bundles one TypeScript program of the server; packages stay in node_modules. Returns the file to run. */
export async function buildProgram(entry, name) {
  const out = path.join(programs, name)
  const file = path.join(out, `${path.basename(entry, '.ts')}.js`)
  await whenStale(out, ['contract', 'server', 'probe'], async () => {
    const { rolldown } = await import('rolldown')
    const bundle = await rolldown({
      input: path.join(root, entry),
      platform: 'node',
      external: (id) => !id.startsWith('.') && !path.isAbsolute(id) && !id.startsWith('@tenantry/'),
      logLevel: 'warn',
    })
    await bundle.write({
      dir: out,
      format: 'esm',
      sourcemap: true,
      entryFileNames: '[name].js',
      chunkFileNames: '[name]-[hash].js',
    })
  })
  return file
}

/** Builds the web app into dist/web and compresses what a browser asks for. */
export async function buildWeb() {
  const out = path.join(dist, 'web')
  await whenStale(out, ['contract', 'web'], async () => {
    const { build } = await import('vite')
    await build({ configFile: path.join(root, 'web/vite.config.ts'), logLevel: 'warn', configLoader: 'runner' })
    await compressAssets(out)
  })
  return out
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

async function whenStale(out, sources, build) {
  const stamp = `${out}.hash`
  const hash = await sourceHash(sources)
  if ((await readFile(stamp, 'utf8').catch(() => '')) === hash) return
  await rm(stamp, { force: true })
  await rm(out, { recursive: true, force: true })
  await mkdir(out, { recursive: true })
  await build()
  await writeFile(stamp, hash)
}

async function sourceHash(folders) {
  const hash = createHash('sha256')
    .update(await readFile(path.join(root, 'package-lock.json')))
    .update(process.version)
  for (const folder of folders)
    for (const file of await sourceFiles(path.join(root, folder)))
      hash
        .update(path.relative(root, file))
        .update('\0')
        .update(await readFile(file))
  return hash.digest('hex')
}

async function sourceFiles(dir) {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => !/[\\/](node_modules|dist)[\\/]/.test(path.relative(root, file)))
    .sort()
}
