import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, it } from 'vitest'
import { projectRoot } from '../platform/project-root.ts'
import { callsPerRun, runs, warmUpRuns } from './measure.ts'

it('is told by the paper of the figures with its own numbers', async () => {
  const paper = await readFile(path.join(projectRoot, 'docs', 'performance.md'), 'utf8')
  expect(paper.replaceAll(/\s+/g, ' ')).toContain(
    `${runs} runs of ${callsPerRun} calls each after a warm-up of ${warmUpRuns} such runs`,
  )
})
