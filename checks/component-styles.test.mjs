import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { problemsOfStyles } from './component-styles.mjs'

const forAll = ['baseline', 'default-css-variables', 'global']
const ofButton = ['UnstyledButton', 'Loader', 'Button']
const sheet = (...names) => names.map((name) => `@import "@mantine/core/styles/${name}.layer.css";\n`).join('')
const page = (text) => new Map([['web/page.tsx', text]])
const button = page("import { Button } from '@mantine/core'")

it('the styles of a component and of what it draws with are enough', () => {
  expect(problemsOfStyles(sheet(...forAll, ...ofButton), button)).toEqual([])
})

it.each([...forAll, ...ofButton])('tells that %s is missing, and what needs it', (missing) => {
  const names = [...forAll, ...ofButton].filter((name) => name !== missing)
  const by = forAll.includes(missing) ? 'every page' : 'Button (web/page.tsx)'
  expect(problemsOfStyles(sheet(...names), button)).toEqual([
    `web/platform/mantine-styles.css lacks the styles of ${missing}, which ${by} needs`,
  ])
})

it('a component that another package of the library draws with counts, and so do the styles of that package', () => {
  const notes = "import {\n  Notifications,\n} from '@mantine/notifications'\n"
  const all = sheet(...forAll, 'UnstyledButton', 'Paper', 'Loader', 'CloseButton', 'Notification')
  const problems = problemsOfStyles(all.replace(sheet('Notification'), ''), page(notes))
  expect(problems).toContain(
    'web/platform/mantine-styles.css lacks the styles of Notification, which Notifications (web/page.tsx) needs',
  )
  expect(problems).toContain(
    'nothing imports @mantine/notifications/styles.layer.css, which Notifications (web/page.tsx) needs',
  )
  const whole = page(`import '@mantine/notifications/styles.layer.css'\n${notes}`)
  expect(problemsOfStyles(all, whole).join()).not.toContain('otification')
})

it('tells styles that nothing needs; a type needs none', () => {
  const types = page("import { Button } from '@mantine/core'\nimport { type TableProps } from '@mantine/core'")
  expect(problemsOfStyles(sheet(...forAll, ...ofButton, 'Table'), types)).toEqual([
    'web/platform/mantine-styles.css has Table, which nothing needs',
  ])
})

it('tells what stands in another order than in the whole sheet of the library', () => {
  expect(problemsOfStyles(sheet(...forAll, 'UnstyledButton', 'Button', 'Loader'), button)).toEqual([
    "web/platform/mantine-styles.css has Loader after Button; in the library's whole sheet it stands before",
  ])
})

it.each([
  ["const { Button } = await import('@mantine/core')", 'without naming what'],
  ["import * as library from '@mantine/core'", 'without naming what'],
  ["import '@mantine/core/styles.layer.css'", 'imports styles'],
  ["import '@mantine/core/styles/Table.css'", 'imports styles'],
  ["import { Buton } from '@mantine/core'", 'imports Buton, which @mantine/core does not have'],
])('refuses %s', (text, problem) => {
  expect(problemsOfStyles(sheet(...forAll), page(text)).join()).toContain(problem)
})

it('every page loads the sheet that is checked, before the rules of our own', () => {
  const main = readFileSync(new URL('../web/main.tsx', import.meta.url), 'utf8')
  const [first] = [...main.matchAll(/import '(\.[^']+\.css)'/g)]
  expect(first?.[1]).toBe('./platform/mantine-styles.css')
})
