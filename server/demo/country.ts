/** What a place of generated customers is. */
import type { Language } from './names.ts'

/** A country as far as generated customers live there. In patterns, `#` stands for a digit and `@` for a letter. */
export interface Country {
  code: string
  /** Share of the customers, in parts of the sum of all weights. */
  weight: number
  language: Language
  region: string
  timeZone: string
  locale: string
  currency: string
  phone: string
  /** Whether the number stands before the street. */
  numberFirst: boolean
  streets: readonly string[]
  cities: readonly City[]
}

/** A city: its name as people write it there, ISO 3166-2 code of the state where addresses name one, postal code. */
export type City = readonly [name: string, state: string | null, postalCode: string | null]

const list = (text: string) => text.split('|')

/** Writes a country down. */
export function country(
  head: readonly [code: string, weight: number, language: Language, region: string],
  settings: readonly [timeZone: string, locale: string, currency: string],
  address: readonly [phone: string, order: 'number first' | 'number last', streets: string],
  cities: readonly City[],
): Country {
  const [code, weight, language, region] = head
  const [timeZone, locale, currency] = settings
  const [phone, order, streets] = address
  return {
    code,
    weight,
    language,
    region,
    timeZone,
    locale,
    currency,
    phone,
    numberFirst: order === 'number first',
    streets: list(streets),
    cities,
  }
}

/** Streets of countries that share a language. */
export const streets = {
  english:
    'Main Street|Station Road|Mill Lane|Park Avenue|Harbour Street|Church Road|Market Street|King Street|Queens Drive|Industrial Way|Commerce Boulevard|Lakeview Drive|Oak Street|Maple Avenue|Bridge Road|River Road',
  german:
    'Hauptstraße|Bahnhofstraße|Gartenweg|Lindenallee|Industriestraße|Am Markt|Schillerstraße|Goethestraße|Mühlweg|Hafenstraße|Kirchgasse|Ringstraße',
  spanish:
    'Calle Mayor|Avenida de la Constitución|Calle del Sol|Paseo de la Estación|Calle Real|Avenida Central|Calle Hidalgo|Calle Nueva',
}
