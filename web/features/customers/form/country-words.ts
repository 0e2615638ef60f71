/** What people type for a country besides its name in English and its code: short forms, former names, its own tongue. */
const otherNames: Readonly<Record<string, readonly string[]>> = {
  AE: ['uae', 'emirates'],
  AT: ['österreich'],
  BE: ['belgië', 'belgique', 'belgien'],
  BR: ['brasil'],
  CD: ['drc', 'zaire'],
  CH: ['schweiz', 'suisse', 'svizzera'],
  CI: ['ivory coast'],
  CN: ['prc'],
  CV: ['cabo verde'],
  CZ: ['czech republic', 'česko'],
  DE: ['deutschland'],
  DK: ['danmark'],
  ES: ['españa'],
  FI: ['suomi'],
  GB: ['uk', 'great britain', 'england', 'scotland', 'wales', 'northern ireland'],
  GR: ['hellas'],
  HR: ['hrvatska'],
  HU: ['magyarország'],
  IN: ['bharat'],
  IT: ['italia'],
  JP: ['nippon'],
  KP: ['dprk'],
  KR: ['rok', 'republic of korea'],
  MK: ['macedonia'],
  MM: ['burma'],
  NL: ['holland', 'nederland'],
  NO: ['norge'],
  PL: ['polska'],
  RU: ['russian federation'],
  SE: ['sverige'],
  SZ: ['swaziland'],
  TL: ['east timor'],
  TR: ['turkey'],
  US: ['usa', 'u.s.a.', 'america'],
  VA: ['holy see'],
}

/** Further names of a country by its code, in lower case. */
export function otherNamesOf(country: string): readonly string[] {
  return otherNames[country] ?? []
}
