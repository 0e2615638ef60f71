/** Places of generated customers: cities with the states and postal codes that the countries' addresses take. */
import { type Country, country, streets } from './country.ts'
import { european } from './places-of-europe.ts'

const elsewhere: readonly Country[] = [
  country(
    ['US', 26, 'english', 'North America'],
    ['America/New_York', 'en-US', 'USD'],
    ['+1212555####', 'number first', streets.english],
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
    ['+1416555####', 'number first', streets.english],
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
    ['+5255########', 'number last', streets.spanish],
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
    ['+612#######0', 'number first', streets.english],
    [
      ['Sydney', 'AU-NSW', '20##'],
      ['Melbourne', 'AU-VIC', '30##'],
      ['Brisbane', 'AU-QLD', '40##'],
      ['Perth', 'AU-WA', '60##'],
      ['Hobart', 'AU-TAS', '70##'],
    ],
  ),
]

/** The countries of generated customers; the provider itself lies in the first. */
export const countries: readonly Country[] = [...elsewhere, ...european]
