import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { queryClient } from '../../../platform/query.ts'
import { meQuery } from '../../../platform/session.tsx'
import { draftsOf } from './draft-remote.ts'

const content = { title: 'Airtel', stepId: 'company', parentId: null, values: {} }
const meOf = (membershipId: string) => ({ membership: { id: membershipId } })

describe('drafts on the server', () => {
  /** Whose session the browser has. */
  let signedIn: string
  let created: string[]

  beforeEach(() => {
    signedIn = 'mine'
    created = []
    queryClient.setQueryData([...meQuery.queryKey], meOf('mine') as never)
    vi.stubGlobal('fetch', async (path: string, { method }: RequestInit) => {
      if (path === '/api/v1/me') return Response.json(meOf(signedIn))
      if (method === 'POST') {
        created.push(signedIn)
        return Response.json({ id: 'd' }, { status: 201, headers: { etag: '"1"' } })
      }
      const problem = { type: '', title: 'Not found', status: 404, code: 'not_found' }
      return Response.json(problem, { status: 404, headers: { 'content-type': 'application/problem+json' } })
    })
  })
  afterEach(() => {
    vi.unstubAllGlobals()
    queryClient.clear()
  })

  it('are created for the membership that typed them', async () => {
    const drafts = draftsOf('mine')
    expect(await drafts.create(content, 'k', false)).toEqual({ id: 'd', etag: '"1"' })
    await drafts.create(content, 'k', true)
    expect(created).toEqual(['mine', 'mine'])
  })

  it('are created for nobody who has signed in since in another tab, on leaving the page neither', async () => {
    const drafts = draftsOf('mine')
    signedIn = 'another'
    for (const isLeaving of [false, true])
      await expect(drafts.create(content, 'k', isLeaving)).rejects.toMatchObject({ code: 'not_signed_in' })
    expect(created).toEqual([])
    signedIn = 'mine'
    await drafts.create(content, 'k', false)
    expect(created).toEqual(['mine'])
  })

  it('are created for nobody once the page has heard of another membership', async () => {
    queryClient.removeQueries(meQuery)
    await expect(draftsOf('mine').create(content, 'k', true)).rejects.toMatchObject({ code: 'not_signed_in' })
    expect(created).toEqual([])
  })

  it('are not gone where only somebody else cannot see them', async () => {
    const replaced = () => draftsOf('mine').replace({ id: 'd', etag: '"1"' }, content, false)
    const read = () => draftsOf('mine').read('d')
    for (const act of [replaced, read]) await expect(act()).rejects.toMatchObject({ code: 'not_found' })
    signedIn = 'another'
    for (const act of [replaced, read]) await expect(act()).rejects.toMatchObject({ code: 'not_signed_in' })
  })
})
