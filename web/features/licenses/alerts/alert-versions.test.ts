import { expect, test } from 'vitest'
import { alertErrors, nothingSet, toAlertSettings } from './alert-values.ts'
import { conflictFields, valuesOf, versionOf } from './alert-versions.ts'

const types = [{ code: 'users', name: 'Users' }]

test('what is typed comes back from a version as it was', () => {
  const typed = {
    ...nothingSet,
    isOn: false,
    threshold: '70',
    recipients: ['a@x.example', 'b@x.example'],
    body: 'Text',
  }
  for (const values of [nothingSet, typed, { ...nothingSet, hasNone: true }])
    expect(toAlertSettings(valuesOf(versionOf(values, types)))).toEqual(toAlertSettings(values))
})

test('a version has a value for each type, so that one’s own emptiness can be chosen, and says all of it in words', () => {
  expect(versionOf(nothingSet, types).types).toEqual({ users: '' })
  const theirs = versionOf({ ...nothingSet, types: { users: '33' }, hasNone: true, subject: 'Theirs' }, types)
  expect(conflictFields(types).map(({ words }) => words(theirs))).toEqual([
    'As above',
    'As above',
    '33 %',
    'No recipients of its own',
    'Theirs',
    'As above',
  ])
})

test.each(['1e1', '0x10', '-5', '7.5', 'ten'])('a threshold of %s is none', (threshold) => {
  expect(alertErrors({ ...nothingSet, threshold })).toHaveProperty('threshold')
  expect(alertErrors({ ...nothingSet, types: { users: threshold } })).toHaveProperty(['types.users'])
})
