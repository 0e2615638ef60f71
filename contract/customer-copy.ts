/** Copying a customer: what the next one is likely to have in common with it, ready to be sent as a new one. */
import { z } from 'zod'
import { customerTypes, planKinds } from './customer-list.ts'
import { entityKinds } from './entity-list.ts'
import { MembershipId, OrganizationId } from './ids.ts'
import { defineOperation } from './operation.ts'

/**
 * The parts of a customer that a copy can leave out. `location`: country, region and state. `billing`: whether bills go
 * to the company's address, else the country and state they go to. `people`: who sells to it. `responsible`: account
 * manager and assigned users. `entities`: the first 100 by name, each with its kind and nothing else.
 */
export const copyParts = ['location', 'billing', 'people', 'responsible', 'entities'] as const
export type CopyPart = (typeof copyParts)[number]

/**
 * What is likely to be the same for another customer, as far as the caller sees it, as a request to create one. Always
 * there: type, place, kind of plan, and what is set of time zone, language and currency. Never there: name, code, domain,
 * addresses of any kind, phones, subscription, contacts, administrator, notes.
 */
export const CustomerCopy = z.object({
  type: z.enum(customerTypes),
  parentId: OrganizationId.optional(),
  plan: z.object({ kind: z.enum(planKinds) }).optional(),
  timeZone: z.string().optional(),
  locale: z.string().optional(),
  currency: z.string().optional(),
  customerTypeId: z.uuid().optional(),
  location: z
    .object({ country: z.string().optional(), region: z.string().optional(), state: z.string().optional() })
    .optional(),
  billing: z
    .object({ sameAsCompany: z.boolean(), country: z.string().optional(), state: z.string().optional() })
    .optional(),
  salesRepresentatives: z
    .array(
      z.object({
        name: z.string(),
        email: z.string(),
        phone: z.string().optional(),
        membershipId: MembershipId.optional(),
      }),
    )
    .optional(),
  accountManagerEmail: z.string().optional(),
  assignedUserIds: z.array(MembershipId).optional(),
  entities: z.array(z.object({ name: z.string(), kind: z.enum(entityKinds) })).optional(),
})
export type CustomerCopy = z.infer<typeof CustomerCopy>

const isText = (value: unknown): value is string => typeof value === 'string'

/** `location,people`, or the parameter repeated; nothing is not one part without a name. */
const include = z.preprocess(
  (given: string | string[]) => {
    const texts = [given].flat()
    if (!texts.every(isText)) return given
    return texts.flatMap((each) => each.split(',').map((name) => name.trim())).filter((name) => name !== '')
  },
  z.array(z.enum(copyParts)).max(20),
)

export const copyCustomer = defineOperation({
  id: 'copyCustomer',
  method: 'GET',
  path: '/customers/{id}/copy',
  tag: 'customers',
  summary: 'Reads of a customer what another one is likely to have in common with it, as a request to create one',
  access: 'customers.create',
  params: z.object({ id: OrganizationId }),
  query: z.strictObject({
    include: include.optional().meta({
      description:
        'Parts to copy, separated by commas or one by one: location (country, region, state), billing (whether it follows the company’s address, else its country and state), people (sales representatives), responsible (account manager and assigned users), entities (names and kinds, at most 100). All of them where it is missing, none where it is empty',
    }),
  }),
  response: CustomerCopy,
  status: 200,
  errors: ['not_found'],
})
