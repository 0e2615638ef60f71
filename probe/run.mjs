// Builds the probe when its sources have changed and runs it: node probe/run.mjs https://msp.example
import { pathToFileURL } from 'node:url'
import { buildProgram } from '../server/build.mjs'

await import(pathToFileURL(await buildProgram('probe/main.ts', 'probe')).href)
