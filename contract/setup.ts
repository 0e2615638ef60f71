import { z } from 'zod'
import { coded } from './fields/issues.ts'
import { displayName } from './fields/names.ts'
import { fewestOfPassword, isPasswordTooShort, newPassword, passwordTooShort } from './fields/passwords.ts'
import { timeZone } from './fields/time-zones.ts'
import { emailAddress } from './fields/web-addresses.ts'
import { defineOperation } from './operation.ts'

/** Passwords have at least 12 characters and no rules of composition; long ones are welcome. */
export const password = newPassword
  .refine((text) => !isPasswordTooShort(text), coded(passwordTooShort.code, passwordTooShort.message))
  .meta({ minLength: fewestOfPassword, description: `At least ${fewestOfPassword} characters` })

export const getSetup = defineOperation({
  id: 'getSetup',
  method: 'GET',
  path: '/setup',
  tag: 'setup',
  summary: 'Tells that this installation waits to be set up; not found once it has been',
  access: 'public',
  response: z.object({ open: z.literal(true) }),
  status: 200,
  errors: ['not_found'],
})

export const setUp = defineOperation({
  id: 'setUp',
  method: 'POST',
  path: '/setup',
  tag: 'setup',
  summary: 'Creates the first provider and its administrator, once ever',
  access: 'public',
  body: z.strictObject({
    providerName: displayName.meta({
      description: 'Name of the managed service provider',
      examples: ['Northwind MSP'],
    }),
    adminName: displayName.meta({ description: 'Name of its administrator', examples: ['Ann Archer'] }),
    adminEmail: emailAddress,
    adminPassword: password,
    timeZone: timeZone
      .optional()
      .meta({ description: 'By which its days and months begin; UTC without it', examples: ['Europe/Berlin'] }),
  }),
  status: 204,
  errors: ['not_found', 'conflict'],
  example: {
    body: {
      providerName: 'Northwind MSP',
      adminName: 'Ann Archer',
      adminEmail: 'admin@northwind.example',
      adminPassword: 'a long sentence to remember',
      timeZone: 'Europe/Berlin',
    },
  },
})
