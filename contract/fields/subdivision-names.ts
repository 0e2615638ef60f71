/**
 * Common English names where ISO 3166-2 writes a transliteration that few people would look for: Tiba for Chiba,
 * Abū Z̧aby for Abu Dhabi, Anhui Sheng for Anhui.
 */
const names: Readonly<Record<string, string>> = {
  ...listed(
    'JP',
    '01 Hokkaido|02 Aomori|03 Iwate|04 Miyagi|05 Akita|06 Yamagata|07 Fukushima|08 Ibaraki|09 Tochigi|10 Gunma|11 Saitama|' +
      '12 Chiba|13 Tokyo|14 Kanagawa|15 Niigata|16 Toyama|17 Ishikawa|18 Fukui|19 Yamanashi|20 Nagano|21 Gifu|22 Shizuoka|' +
      '23 Aichi|24 Mie|25 Shiga|26 Kyoto|27 Osaka|28 Hyogo|29 Nara|30 Wakayama|31 Tottori|32 Shimane|33 Okayama|34 Hiroshima|' +
      '35 Yamaguchi|36 Tokushima|37 Kagawa|38 Ehime|39 Kochi|40 Fukuoka|41 Saga|42 Nagasaki|43 Kumamoto|44 Oita|45 Miyazaki|' +
      '46 Kagoshima|47 Okinawa',
  ),
  ...listed('AE', 'AJ Ajman|AZ Abu Dhabi|DU Dubai|FU Fujairah|RK Ras Al Khaimah|SH Sharjah|UQ Umm Al Quwain'),
  ...listed(
    'KR',
    '11 Seoul|26 Busan|27 Daegu|28 Incheon|29 Gwangju|30 Daejeon|31 Ulsan|41 Gyeonggi|42 Gangwon|43 North Chungcheong|' +
      '44 South Chungcheong|45 North Jeolla|46 South Jeolla|47 North Gyeongsang|48 South Gyeongsang|49 Jeju|50 Sejong',
  ),
  ...listed('CN', 'GX Guangxi|NM Inner Mongolia|NX Ningxia|XJ Xinjiang|XZ Tibet (Xizang)'),
  ...listed('TW', 'CYI Chiayi City|CYQ Chiayi County|HSQ Hsinchu County|HSZ Hsinchu City'),
}

function listed(country: string, entries: string): Record<string, string> {
  return Object.fromEntries(
    entries.split('|').map((entry) => {
      const cut = entry.indexOf(' ')
      return [`${country}-${entry.slice(0, cut)}`, entry.slice(cut + 1)]
    }),
  )
}

/** The name to show for an ISO 3166-2 code: the common English one where there is one, else ISO's. */
export function commonName(code: string, isoName: string): string {
  const common = names[code]
  if (common) return common
  if (code.startsWith('CN-')) return isoName.replace(/ (?:Sheng|Shi)$/, '')
  // ISO marks long vowels of Indian names, which nobody writes in English.
  if (code.startsWith('IN-'))
    return isoName
      .normalize('NFD')
      .replace(/\u0304/g, '')
      .normalize('NFC')
  return isoName
}
