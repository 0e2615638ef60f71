/** Headings that other products give their columns, as their documentation names them (B4). */
import { autotaskHeaders } from './foreign/autotask.ts'
import { connectWiseHeaders } from './foreign/connectwise.ts'
import { type Dictionary, dictionary } from './foreign/dictionary.ts'
import { germanHeaders } from './foreign/german.ts'
import { haloHeaders } from './foreign/halo.ts'
import { partnerCenterHeaders } from './foreign/partner-center.ts'

/** The products and languages whose lists are known, each with what its headings stand for. */
export const foreignHeaders: readonly Dictionary[] = [
  dictionary(connectWiseHeaders),
  dictionary(autotaskHeaders),
  dictionary(haloHeaders),
  dictionary(partnerCenterHeaders),
  dictionary(germanHeaders),
]
