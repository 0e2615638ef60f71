import { expect, it } from 'vitest'
import { problemsOfClasses } from './module-classes.mjs'

const page = "import classes from './page.module.css'\nconst at = values.classes.other\n"
const problems = (css, tsx) =>
  problemsOfClasses(
    new Map([
      ['web/page.module.css', css],
      ['web/page.tsx', page + tsx],
    ]),
  )

it('classes that have rules and stand on elements are in order', () => {
  const css =
    '/* .gone {} */\n.card:not(.wide) > a,\n.wide[data-x] {\n  margin: 0.5rem;\n}\n@media print {\n  .ink {}\n}\n'
  expect(problems(css, '[classes.card, classes.wide, classes.ink]')).toEqual([])
})

it('tells a rule for a class that stands nowhere', () => {
  expect(problems('.card {}\n.card .gone:hover {}', 'classes.card')).toEqual([
    'web/page.module.css has gone, which nothing uses',
  ])
})

it('tells a class that has no rule', () => {
  expect(problems('.card {}', '[classes.card, classes.panel]')).toEqual([
    'web/page.tsx uses panel, which web/page.module.css lacks',
  ])
})

it('tells a class whose name is made, and a module that nobody imports', () => {
  expect(problems('.card {}', 'classes.card + classes[name]').join()).toContain('by a name that is made')
  expect(problemsOfClasses(new Map([['web/alone.module.css', '.card {}']]))).toEqual([
    'web/alone.module.css has card, which nothing uses',
  ])
})
