#!/usr/bin/env node
// The command `tenantry`: builds the server when its sources have changed, then hands over to it.
import { pathToFileURL } from 'node:url'
import { buildProgram } from './build.mjs'

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`Tenantry needs Node.js 20.19 or newer; this is ${process.version}.\n`)
  process.exit(1)
}
process.setSourceMapsEnabled(true)
await import(pathToFileURL(await buildProgram('server/main.ts')).href)
