/** Changing one's own name, apart from who is signed in: every page needs that, and the rules of names only this. */
import { z } from 'zod'
import { displayName } from './fields/names.ts'
import { Me } from './me.ts'
import { defineOperation } from './operation.ts'

export const updateMe = defineOperation({
  id: 'updateMe',
  method: 'PATCH',
  path: '/me',
  tag: 'me',
  summary: 'Changes one’s own name, as others read it in this place and as mails about signing in use it',
  access: 'session',
  body: z.strictObject({ name: displayName.meta({ description: 'Name of the person' }) }),
  response: Me,
  status: 200,
  errors: [],
  example: { body: { name: 'Ada Lovelace' } },
})
