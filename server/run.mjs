// Runs a TypeScript program of the project that is not the server itself: node server/run.mjs server/database/generate.ts
import { pathToFileURL } from 'node:url'
import { buildProgram } from './build.mjs'
import './mapped-stacks.mjs'

const entry = process.argv[2]
if (!entry) throw new TypeError('Name the program to run')
process.argv.splice(1, 2, entry)
await import(pathToFileURL(await buildProgram(entry)).href)
