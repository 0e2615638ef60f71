/** Headings that other products and people give their columns, those of products as their documentation names them (B4). */
import type { ImportKind } from '@tenantry/contract/imports.ts'
import { autotaskHeaders } from './foreign/autotask.ts'
import { connectWiseHeaders } from './foreign/connectwise.ts'
import { customersAs } from './foreign/customer-words.ts'
import { deviceHeaders, vagueDeviceHeaders } from './foreign/devices.ts'
import { type Dictionary, dictionary } from './foreign/dictionary.ts'
import { germanHeaders } from './foreign/german.ts'
import { haloHeaders } from './foreign/halo.ts'
import { partnerCenterHeaders } from './foreign/partner-center.ts'

/** The products and languages whose lists of a kind are known, each with what its headings stand for. */
export const foreignHeaders: Readonly<Record<ImportKind, readonly Dictionary[]>> = {
  customers: [
    dictionary(connectWiseHeaders),
    dictionary(autotaskHeaders),
    dictionary(haloHeaders),
    dictionary(partnerCenterHeaders),
    dictionary(germanHeaders),
  ],
  entities: [],
  contacts: [],
  devices: [dictionary(deviceHeaders)],
}

/** Headings that stand beside better ones for something else, as the company that a contact works for. */
export const vagueHeaders: Readonly<Record<ImportKind, Dictionary['fields']>> = {
  customers: dictionary(customersAs('name')).fields,
  entities: new Map(),
  contacts: new Map(),
  devices: dictionary(vagueDeviceHeaders).fields,
}
