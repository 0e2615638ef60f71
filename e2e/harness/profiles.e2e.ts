import { describe, expect } from 'vitest'
import type { Profiles } from './profiles.ts'
import { test } from './test.ts'

const extended = test.extend<{ own: string }>({ own: 'a fixture' })

describe('a profile of the browser', () => {
  test('is used again, with nothing of the test before', async ({ profiles, administrator }) => {
    const options = { locale: 'de-DE' }
    const first = await profiles.take(administrator, options)
    const page = await first.newPage()
    await page.goto('/favicon.svg')
    await page.evaluate(() => localStorage.setItem('left', 'behind'))
    await first.grantPermissions(['clipboard-read'])
    await first.setOffline(true)
    await profiles.giveBack(first)

    const second = await profiles.take(undefined, options)
    expect(second).toBe(first)
    expect(await second.cookies()).toEqual([])
    const next = await second.newPage()
    await next.goto('/favicon.svg')
    expect(await next.evaluate(() => localStorage.length)).toBe(0)
    expect(
      await next.evaluate(
        async () => (await navigator.permissions.query({ name: 'clipboard-read' as PermissionName })).state,
      ),
    ).not.toBe('granted')
    await profiles.close(second)

    const third = await profiles.take(undefined, options)
    expect(third).not.toBe(second)
    await profiles.close(third)
  })

  const found: Profiles[] = []
  test('is of the one browser of the process', ({ profiles }) => {
    found.push(profiles)
  })

  extended('also where a file has fixtures of its own', ({ profiles, own }) => {
    expect(own).toBe('a fixture')
    expect(profiles).toBe(found[0])
  })
})
