// npm run check: format and lint, types, walls, dead code, generated files. Says at the end what failed.
import { spawn } from 'node:child_process'

const checks = [
  ['format and lint', ['npx', 'biome', 'check', '--error-on-warnings', '.']],
  ['types', ['npx', 'tsc', '-b']],
  ['walls', ['node', 'checks/walls.mjs']],
  ['features', ['node', 'checks/features.mjs']],
  ['styles', ['node', 'checks/styles.mjs']],
  ['dead code', ['npx', 'knip', '--no-progress']],
  ['generated files', ['node', 'server/run.mjs', 'server/database/generate.ts', '--check']],
  ['generated papers', ['node', 'server/run.mjs', 'server/docs/generate.ts', '--check']],
]

const failed = []
for (const [name, command] of checks) {
  const startedAt = Date.now()
  const { code, output } = await run(command)
  process.stdout.write(
    `${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${((Date.now() - startedAt) / 1000).toFixed(1)} s)\n`,
  )
  if (code !== 0) {
    failed.push(name)
    process.stdout.write(`${output}\n`)
  }
}
process.exitCode = failed.length > 0 ? 1 : 0

function run([program, ...args]) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += data))
    child.on('close', (code) => resolve({ code, output }))
  })
}
