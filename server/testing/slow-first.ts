import { BaseSequencer, type TestSpecification } from 'vitest/node'

/**
 * Files that take longest, though not by their size: they wait for servers that start and for what has been killed. Begun
 * last, they would leave the other workers with nothing to do.
 */
const slow = [
  'server/chaos/license-chaos',
  'server/cli/killed-jobs',
  'server/cli/',
  'server/bench/plans',
  'server/testing/walls',
  'embedded-postgres',
]

/** The order of files where none has been measured: the slow ones, and then as usual. */
export class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const index = slow.findIndex((part) => moduleId.includes(part))
      return index === -1 ? slow.length : index
    }
    return (await super.sort(files)).toSorted((a, b) => place(a) - place(b))
  }
}
