import { tagColors } from '@tenantry/contract/tag-labels.ts'
import { expect, test } from 'vitest'
import { freeColor } from './free-color.ts'

test('a new tag has a color that no other one has, and once all are taken, the one that the fewest have', () => {
  const tags: { color: (typeof tagColors)[number] }[] = []
  for (const _ of tagColors) tags.push({ color: freeColor(tags) })
  expect(new Set(tags.map(({ color }) => color)).size).toBe(tagColors.length)
  expect(
    freeColor([...tags, { color: 'gray' }, { color: 'red' }, ...tags.filter(({ color }) => color !== 'teal')]),
  ).toBe('teal')
})
