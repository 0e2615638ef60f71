#!/usr/bin/env node
// The command `tenantry`: builds the server when its sources have changed, then hands over to it.
import { pathToFileURL } from 'node:url'
import { setFlagsFromString } from 'node:v8'
import { buildProgram } from './build.mjs'
import './mapped-stacks.mjs'

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`Tenantry needs Node.js 20.19 or newer; this is ${process.version}.\n`)
  process.exit(1)
}
// Otherwise V8 lets the old space grow to some four times what is in use before it collects it: one large export held
// 130 MB more than it needed. Read by V8 at each collection, so it may be set when all is loaded: held short from the
// beginning, it would be collected again and again while it grows, which was a tenth of a start.
setTimeout(() => setFlagsFromString('--heap-growing-percent=50'), 5_000).unref()
await import(pathToFileURL(await buildProgram('server/main.ts')).href)
