/** Places of generated customers: cities with the states and postal codes that the countries' addresses take. */
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

function country(
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

const english =
  'Main Street|Station Road|Mill Lane|Park Avenue|Harbour Street|Church Road|Market Street|King Street|Queens Drive|Industrial Way|Commerce Boulevard|Lakeview Drive|Oak Street|Maple Avenue|Bridge Road|River Road'
const german =
  'Hauptstraße|Bahnhofstraße|Gartenweg|Lindenallee|Industriestraße|Am Markt|Schillerstraße|Goethestraße|Mühlweg|Hafenstraße|Kirchgasse|Ringstraße'
const spanish =
  'Calle Mayor|Avenida de la Constitución|Calle del Sol|Paseo de la Estación|Calle Real|Avenida Central|Calle Hidalgo|Calle Nueva'

/** The countries of generated customers. */
export const countries: readonly Country[] = [
  country(
    ['US', 26, 'english', 'North America'],
    ['America/New_York', 'en-US', 'USD'],
    ['+1212555####', 'number first', english],
    [
      ['New York', 'US-NY', '100##'],
      ['Buffalo', 'US-NY', '142##'],
      ['Boston', 'US-MA', '021##'],
      ['Chicago', 'US-IL', '606##'],
      ['Houston', 'US-TX', '770##'],
      ['Austin', 'US-TX', '787##'],
      ['Seattle', 'US-WA', '981##'],
      ['Denver', 'US-CO', '802##'],
      ['San Diego', 'US-CA', '921##'],
      ['Portland', 'US-OR', '972##'],
      ['Atlanta', 'US-GA', '303##'],
      ['Miami', 'US-FL', '331##'],
    ],
  ),
  country(
    ['CA', 6, 'english', 'North America'],
    ['America/Toronto', 'en-CA', 'CAD'],
    ['+1416555####', 'number first', english],
    [
      ['Toronto', 'CA-ON', 'M5V #A#'],
      ['Ottawa', 'CA-ON', 'K1P #B#'],
      ['Vancouver', 'CA-BC', 'V6B #C#'],
      ['Montréal', 'CA-QC', 'H2Y #E#'],
      ['Calgary', 'CA-AB', 'T2P #G#'],
      ['Halifax', 'CA-NS', 'B3J #H#'],
    ],
  ),
  country(
    ['GB', 9, 'english', 'Europe'],
    ['Europe/London', 'en-GB', 'GBP'],
    ['+442079460###', 'number first', english],
    [
      ['London', null, 'EC1A #BB'],
      ['Manchester', null, 'M1 #AE'],
      ['Leeds', null, 'LS1 #BA'],
      ['Bristol', null, 'BS1 #AH'],
      ['Edinburgh', null, 'EH1 #DQ'],
      ['Cardiff', null, 'CF10 #AA'],
      ['Belfast', null, 'BT1 #GA'],
    ],
  ),
  country(
    ['DE', 9, 'german', 'Europe'],
    ['Europe/Berlin', 'de-DE', 'EUR'],
    ['+4930#######', 'number last', german],
    [
      ['Berlin', null, '101##'],
      ['Hamburg', null, '200##'],
      ['München', null, '803##'],
      ['Köln', null, '506##'],
      ['Düsseldorf', null, '402##'],
      ['Stuttgart', null, '701##'],
      ['Leipzig', null, '041##'],
      ['Nürnberg', null, '904##'],
      ['Lübeck', null, '235##'],
    ],
  ),
  country(
    ['AT', 2, 'german', 'Europe'],
    ['Europe/Vienna', 'de-AT', 'EUR'],
    ['+431#######', 'number last', german],
    [
      ['Wien', null, '10#0'],
      ['Graz', null, '8010'],
      ['Linz', null, '4020'],
      ['Salzburg', null, '5020'],
      ['Innsbruck', null, '6020'],
    ],
  ),
  country(
    ['CH', 2, 'german', 'Europe'],
    ['Europe/Zurich', 'de-CH', 'CHF'],
    ['+4144#######', 'number last', german],
    [
      ['Zürich', null, '80##'],
      ['Bern', null, '30##'],
      ['Basel', null, '40##'],
      ['Luzern', null, '60##'],
    ],
  ),
  country(
    ['FR', 6, 'french', 'Europe'],
    ['Europe/Paris', 'fr-FR', 'EUR'],
    [
      '+331########',
      'number first',
      'rue de la République|avenue Victor Hugo|rue du Moulin|boulevard Gambetta|place de l’Église|rue des Écoles|quai Saint-Michel|rue Pasteur',
    ],
    [
      ['Paris', null, '750##'],
      ['Lyon', null, '6900#'],
      ['Marseille', null, '1300#'],
      ['Bordeaux', null, '33000'],
      ['Nantes', null, '44000'],
      ['Besançon', null, '25000'],
    ],
  ),
  country(
    ['ES', 4, 'spanish', 'Europe'],
    ['Europe/Madrid', 'es-ES', 'EUR'],
    ['+3491#######', 'number last', spanish],
    [
      ['Madrid', 'ES-M', '280##'],
      ['Barcelona', 'ES-B', '080##'],
      ['Sevilla', 'ES-SE', '410##'],
      ['Málaga', 'ES-MA', '290##'],
      ['A Coruña', 'ES-C', '150##'],
    ],
  ),
  country(
    ['IT', 4, 'italian', 'Europe'],
    ['Europe/Rome', 'it-IT', 'EUR'],
    [
      '+3906########',
      'number last',
      'Via Roma|Via Garibaldi|Corso Italia|Via Dante|Piazza del Popolo|Viale della Libertà|Via Mazzini',
    ],
    [
      ['Roma', 'IT-RM', '001##'],
      ['Milano', 'IT-MI', '201##'],
      ['Torino', 'IT-TO', '101##'],
      ['Bologna', 'IT-BO', '401##'],
      ['Forlì', 'IT-FC', '471##'],
    ],
  ),
  country(
    ['NL', 3, 'dutch', 'Europe'],
    ['Europe/Amsterdam', 'nl-NL', 'EUR'],
    ['+3120#######', 'number last', 'Dorpsstraat|Kerkstraat|Stationsweg|Havenkade|Molenweg|Prinsengracht|Nieuwstraat'],
    [
      ['Amsterdam', null, '10## AB'],
      ['Rotterdam', null, '30## CD'],
      ['Utrecht', null, '35## EG'],
      ['Groningen', null, '97## HJ'],
    ],
  ),
  country(
    ['SE', 2, 'swedish', 'Europe'],
    ['Europe/Stockholm', 'sv-SE', 'SEK'],
    ['+468#######', 'number last', 'Storgatan|Drottninggatan|Kungsgatan|Järnvägsgatan|Skolgatan|Ängsvägen'],
    [
      ['Stockholm', null, '111 ##'],
      ['Göteborg', null, '411 ##'],
      ['Malmö', null, '211 ##'],
      ['Örebro', null, '702 ##'],
    ],
  ),
  country(
    ['PL', 3, 'polish', 'Europe'],
    ['Europe/Warsaw', 'pl-PL', 'PLN'],
    ['+4822#######', 'number last', 'ul. Długa|ul. Kościuszki|ul. Ogrodowa|al. Wolności|ul. Słowackiego|ul. Łąkowa'],
    [
      ['Warszawa', null, '00-###'],
      ['Kraków', null, '30-###'],
      ['Łódź', null, '90-###'],
      ['Wrocław', null, '50-###'],
      ['Gdańsk', null, '80-###'],
    ],
  ),
  country(
    ['GR', 2, 'greek', 'Europe'],
    ['Europe/Athens', 'el-GR', 'EUR'],
    ['+3021########', 'number last', 'Ερμού|Σταδίου|Αγίου Δημητρίου|Πανεπιστημίου|Βενιζέλου|Τσιμισκή'],
    [
      ['Αθήνα', null, '10# ##'],
      ['Θεσσαλονίκη', null, '54# ##'],
      ['Πάτρα', null, '26# ##'],
      ['Ηράκλειο', null, '71# ##'],
    ],
  ),
  country(
    ['UA', 2, 'ukrainian', 'Europe'],
    ['Europe/Kyiv', 'uk-UA', 'UAH'],
    [
      '+38044#######',
      'number last',
      'вул. Хрещатик|вул. Шевченка|просп. Свободи|вул. Садова|вул. Франка|вул. Їжакевича',
    ],
    [
      ['Київ', 'UA-30', '010##'],
      ['Львів', 'UA-46', '790##'],
      ['Одеса', 'UA-51', '650##'],
      ['Харків', 'UA-63', '610##'],
    ],
  ),
  country(
    ['BG', 1, 'bulgarian', 'Europe'],
    ['Europe/Sofia', 'bg-BG', 'EUR'],
    ['+3592#######', 'number last', 'ул. Витоша|бул. България|ул. Цар Симеон|ул. Раковски'],
    [
      ['София', null, '10##'],
      ['Пловдив', null, '40##'],
      ['Варна', null, '90##'],
    ],
  ),
  country(
    ['IL', 2, 'hebrew', 'Middle East'],
    ['Asia/Jerusalem', 'he-IL', 'ILS'],
    ['+9723#######', 'number last', 'הרצל|רוטשילד|אלנבי|ז׳בוטינסקי|בן גוריון|ויצמן'],
    [
      ['תל אביב', null, '61#####'],
      ['ירושלים', null, '91#####'],
      ['חיפה', null, '31#####'],
    ],
  ),
  country(
    ['AE', 2, 'arabic', 'Middle East'],
    ['Asia/Dubai', 'ar-AE', 'AED'],
    ['+9714#######', 'number last', 'شارع الشيخ زايد|شارع الكورنيش|شارع المكتوم|شارع الوحدة'],
    [
      ['دبي', 'AE-DU', null],
      ['أبوظبي', 'AE-AZ', null],
      ['الشارقة', 'AE-SH', null],
    ],
  ),
  country(
    ['EG', 1, 'arabic', 'Middle East'],
    ['Africa/Cairo', 'ar-EG', 'EGP'],
    ['+202########', 'number last', 'شارع طلعت حرب|شارع النيل|شارع رمسيس|شارع الهرم'],
    [
      ['القاهرة', 'EG-C', '115##'],
      ['الإسكندرية', 'EG-ALX', '215##'],
      ['الجيزة', 'EG-GZ', '125##'],
    ],
  ),
  country(
    ['IN', 5, 'indian', 'Asia'],
    ['Asia/Kolkata', 'en-IN', 'INR'],
    [
      '+9180########',
      'number first',
      'MG Road|Brigade Road|Nehru Street|Station Road|Gandhi Marg|Ring Road|Linking Road',
    ],
    [
      ['Bengaluru', 'IN-KA', '5600##'],
      ['Mumbai', 'IN-MH', '4000##'],
      ['Chennai', 'IN-TN', '6000##'],
      ['New Delhi', 'IN-DL', '1100##'],
      ['Hyderabad', 'IN-TS', '5000##'],
    ],
  ),
  country(
    ['JP', 3, 'japanese', 'Asia'],
    ['Asia/Tokyo', 'ja-JP', 'JPY'],
    ['+813########', 'number last', '千代田区丸の内|中央区銀座|港区六本木|新宿区西新宿|渋谷区神南|北区梅田'],
    [
      ['東京', 'JP-13', '100-00##'],
      ['大阪', 'JP-27', '530-00##'],
      ['名古屋', 'JP-23', '450-00##'],
      ['札幌', 'JP-01', '060-00##'],
    ],
  ),
  country(
    ['KR', 2, 'korean', 'Asia'],
    ['Asia/Seoul', 'ko-KR', 'KRW'],
    ['+822#######', 'number last', '세종대로|테헤란로|강남대로|을지로|종로'],
    [
      ['서울', 'KR-11', '04###'],
      ['부산', 'KR-26', '48###'],
      ['인천', 'KR-28', '21###'],
    ],
  ),
  country(
    ['TH', 1, 'thai', 'Asia'],
    ['Asia/Bangkok', 'th-TH', 'THB'],
    ['+662#######', 'number first', 'ถนนสุขุมวิท|ถนนสีลม|ถนนพระราม 4|ถนนเจริญกรุง'],
    [
      ['กรุงเทพมหานคร', 'TH-10', '101#0'],
      ['เชียงใหม่', 'TH-50', '50000'],
      ['ภูเก็ต', 'TH-83', '83000'],
    ],
  ),
  country(
    ['BR', 3, 'portuguese', 'South America'],
    ['America/Sao_Paulo', 'pt-BR', 'BRL'],
    ['+5511########', 'number last', 'Avenida Paulista|Rua das Flores|Rua XV de Novembro|Avenida Brasil|Rua São João'],
    [
      ['São Paulo', 'BR-SP', '013##-0##'],
      ['Rio de Janeiro', 'BR-RJ', '200##-0##'],
      ['Curitiba', 'BR-PR', '800##-0##'],
    ],
  ),
  country(
    ['MX', 2, 'spanish', 'North America'],
    ['America/Mexico_City', 'es-MX', 'MXN'],
    ['+5255########', 'number last', spanish],
    [
      ['Ciudad de México', 'MX-CMX', '06###'],
      ['Guadalajara', 'MX-JAL', '44###'],
      ['Monterrey', 'MX-NLE', '64###'],
      ['Mérida', 'MX-YUC', '97###'],
    ],
  ),
  country(
    ['AU', 4, 'english', 'Oceania'],
    ['Australia/Sydney', 'en-AU', 'AUD'],
    ['+612#######0', 'number first', english],
    [
      ['Sydney', 'AU-NSW', '20##'],
      ['Melbourne', 'AU-VIC', '30##'],
      ['Brisbane', 'AU-QLD', '40##'],
      ['Perth', 'AU-WA', '60##'],
      ['Hobart', 'AU-TAS', '70##'],
    ],
  ),
]
