/** Names of generated companies and people, in the languages and scripts that customers come in. */
import { sortKey } from '@tenantry/contract/fields/sort-keys.ts'
import type { Random } from './random.ts'

interface Words {
  /** Words and family names that companies are called by. */
  roots: readonly string[]
  trades: readonly string[]
  forms: readonly string[]
  given: readonly string[]
  family: readonly string[]
  /** What stands between the parts of a name. */
  joint: string
  familyFirst?: boolean
}

const list = (text: string) => text.split('|')

function words(
  roots: string,
  trades: string,
  forms: string,
  given: string,
  family: string,
  joint = ' ',
  familyFirst = false,
): Words {
  return {
    roots: list(roots),
    trades: list(trades),
    forms: list(forms),
    given: list(given),
    family: list(family),
    joint,
    familyFirst,
  }
}

const languages = {
  english: words(
    'Northern|Harbour|Summit|Blue Ridge|Silver Lake|Redwood|Granite|Beacon|Evergreen|Liberty|Pioneer|Keystone|Lakeside|Maple Leaf|Coastal|Highland|Union|Crescent|Cedar|Falcon|Anchor|Brookfield|Whitmore|Ashton|Bradley|Carver|Donovan|Ellison|Fletcher|Grayson|Hartwell|Kingsley|Langford|Mercer|Norwood|Oakley|Prescott|Quinn|Radcliffe|Sheffield|Thornton|Underwood|Vance|Wexford|York|O’Connor|St. Claire',
    'Freight|Dental Care|Legal Partners|Accounting|Architects|Engineering|Foods|Printing|Logistics|Insurance Brokers|Veterinary Clinic|Brewing|Construction|Roofing|Textiles|Schools Trust|Pharmacy|Marine Services|Credit Union|Hotels|Property Management|Analytics|Software|Medical Group|Motors|Nurseries|Publishing|Steel|Optics|Energy',
    'Inc.|Ltd|LLC|Group|& Sons|Co.',
    'Olivia|James|Amelia|Noah|Grace|Henry|Chloe|Samuel|Ruby|Thomas|Zoë|Renée',
    'Walker|Bennett|Hughes|Morgan|Reed|Foster|Cooper|Ward|Price|Hayes|McAllister|O’Brien',
  ),
  german: words(
    'Müller|Schröder|Köhler|Bäcker|Weiß|Krüger|Günther|Jäger|Vogel|Lindner|Hansen|Brandt|Seidel|Kaiser|Busch|Alpen|Hanse|Rhein|Elbe|Nordstern|Hübner|Großmann',
    'Maschinenbau|Elektrotechnik|Steuerberatung|Spedition|Bäckerei|Metallbau|Gebäudetechnik|Zahntechnik|Druckerei|Immobilien|Apotheke|Möbelwerke|Brauerei|Medizintechnik|Werkzeuge|Feinkost',
    'GmbH|AG|GmbH & Co. KG|KG|e. K.|OHG',
    'Jürgen|Sabine|Jörg|Käthe|Lukas|Anna|Björn|Miriam|Uwe|Franziska',
    'Schäfer|Böhm|Weber|Fuß|Neumann|Möller|Richter|Großkopf|Zimmermann|Vogt',
  ),
  french: words(
    'Lefèvre|Moreau|Garçon|Étoile|Château|Rivière|Dupré|Bélanger|Forêt|Océan|Montagne|Girard|Aurélien|Saint-Exupéry|Côte d’Or|Lumière',
    'Conseil|Bâtiment|Transports|Assurances|Menuiserie|Électricité|Boulangerie|Imprimerie|Santé|Hôtellerie|Énergie|Paysage',
    'SARL|SAS|SA|et Fils|EURL',
    'Élodie|François|Chloé|Jérôme|Inès|Benoît|Zoé|Gaël',
    'Lefèvre|Durand|Béranger|Noël|Guérin|Mercier|Lambert|Prévost',
  ),
  spanish: words(
    'García|Núñez|Peña|Ibáñez|Castaño|Río Verde|El Roble|Montaña|Sol y Mar|La Unión|Quiñones|San José|Aragón|Zúñiga|Luján',
    'Construcciones|Logística|Asesores|Alimentos|Clínica Dental|Ingeniería|Textiles|Muebles|Seguros|Energía|Hoteles|Impresión',
    'S.L.|S.A.|S.A. de C.V.|Hermanos|e Hijos',
    'José|María|Íñigo|Begoña|Álvaro|Lucía|Ramón|Sofía',
    'Muñoz|Giménez|Ordóñez|Vázquez|Álvarez|Peña|Castro|Ibáñez',
  ),
  italian: words(
    'Rossi|Bianchi|Colombo|Ferrari|Romano|Monte Rosa|Aurora|Città Nuova|San Marco|Nicolò|Vesuvio|Bellavista',
    'Costruzioni|Trasporti|Alimentari|Studio Legale|Meccanica|Arredamenti|Ceramiche|Farmacia|Tessuti|Assicurazioni',
    'S.r.l.|S.p.A.|S.n.c.|& Figli',
    'Giulia|Nicolò|Chiara|Matteo|Martina|Niccolò|Elena|Dario',
    'Esposito|Ricci|Conti|D’Angelo|Moretti|Galli|De Luca|Ferrara',
  ),
  dutch: words(
    'Van Dijk|De Vries|Jansen|Bakker|Noordzee|Oranje|Polder|Visser|IJsselland|Zuiderhof|Hoekstra|Klaassen',
    'Bouw|Transport|Advies|Techniek|Bloemen|Zuivel|Installaties|Makelaars|Logistiek|Scheepswerf',
    'B.V.|N.V.|V.O.F.|Groep',
    'Daan|Sanne|Jeroen|Maaike|Thijs|Femke|Anouk|Jörgen',
    'de Vries|van den Berg|Bakker|Visser|Smit|Meijer|Mulder|de Graaf',
  ),
  swedish: words(
    'Åkesson|Björk|Öberg|Lindström|Sjögren|Norrsken|Älvdal|Höga Kusten|Ekström|Bergslagen',
    'Bygg|Åkeri|Redovisning|Livsmedel|Teknik|Snickeri|Fastigheter|Energi|Skog',
    'AB|HB|& Söner AB',
    'Åsa|Björn|Märta|Sören|Linnéa|Håkan|Elin|Göran',
    'Åkerlund|Sjöberg|Öhman|Lindqvist|Nyström|Hägg|Berglund|Dahlén',
  ),
  polish: words(
    'Wiśniewski|Zieliński|Łukasik|Dąbrowa|Śląsk|Bałtyk|Gwiazda|Źródło|Kaczmarek|Żuraw|Jagiełło|Tatry',
    'Budownictwo|Transport|Księgowość|Meble|Piekarnia|Elektronika|Farmacja|Drukarnia|Ubezpieczenia|Ogrody',
    'Sp. z o.o.|S.A.|Sp. j.|i Synowie',
    'Łukasz|Małgorzata|Paweł|Zofia|Michał|Żaneta|Grażyna|Stanisław',
    'Wójcik|Kozłowski|Jabłoński|Świątek|Król|Żak|Dąbrowski|Pająk',
  ),
  portuguese: words(
    'Gonçalves|Araújo|São Bento|Ipê|Conceição|Vitória|Açaí|Pão de Açúcar|Três Irmãos|Simões',
    'Construções|Transportes|Alimentos|Contabilidade|Farmácia|Móveis|Educação|Saúde|Exportação',
    'Ltda.|S.A.|ME|e Filhos',
    'João|Conceição|Antônio|Letícia|Luís|Débora|Caíque|Inês',
    'Gonçalves|Araújo|Magalhães|Simões|Brandão|Corrêa|Falcão|Assunção',
  ),
  indian: words(
    'Lakshmi|Sagar|Himalaya|Ganga|Shree|Annapurna|Deccan|Malabar|Surya|Patel|Iyer|Reddy|Banerjee|Kapoor|Chola|Indus',
    'Textiles|Exports|Pharma|Infotech|Spices|Steels|Hospitals|Jewellers|Motors|Constructions|Agro|Education',
    'Pvt Ltd|Limited|LLP|& Brothers',
    'Aarav|Priya|Rohan|Ananya|Vikram|Meera|Karthik|Divya',
    'Sharma|Nair|Gupta|Menon|Singh|Rao|Das|Joshi',
  ),
  greek: words(
    'Παπαδόπουλος|Αιγαίο|Όλυμπος|Ήφαιστος|Γεωργίου|Ακρόπολη|Ιόνιο|Κρητική|Ωκεανός|Μακεδονία',
    'Κατασκευές|Μεταφορές|Τρόφιμα|Ναυτιλιακή|Λογιστική|Φαρμακείο|Ξενοδοχεία|Έπιπλα',
    'Α.Ε.|Ε.Π.Ε.|Ο.Ε.|Ι.Κ.Ε.',
    'Γιώργος|Μαρία|Νίκος|Ελένη|Δημήτρης|Άννα',
    'Παπαδόπουλος|Νικολάου|Γεωργίου|Ιωάννου|Κωνσταντίνου|Οικονόμου',
  ),
  ukrainian: words(
    'Карпати|Дніпро|Світанок|Шевченко|Їжак|Ґрунт|Чумацький Шлях|Полтава|Зоря|Калина',
    'Будівництво|Логістика|Агро|Меблі|Аптека|Друкарня|Енергія|Хліб',
    'ТОВ|ПП|АТ|та Сини',
    'Олена|Андрій|Юлія|Тарас|Ірина|Богдан',
    'Шевченко|Коваленко|Бондаренко|Ткачук|Мельник|Їжакевич',
  ),
  bulgarian: words(
    'Розова долина|Балкан|Черно море|Тракия|Витоша|Георгиев|Йорданов',
    'Строителство|Транспорт|Храни|Счетоводство|Мебели|Вина',
    'ООД|АД|ЕООД|и Синове',
    'Иван|Мария|Георги|Цветелина|Йордан|Десислава',
    'Иванов|Петров|Йорданов|Стоянов|Димитров|Николов',
  ),
  hebrew: words(
    'כרמל|גליל|ים המלח|אורן|לוי|כהן|תמר|שקד|הרצליה|נגב',
    'בנייה|הובלות|מזון|ראיית חשבון|טכנולוגיות|רפואה|ביטוח|דפוס',
    'בע״מ|ושות׳|ובניו',
    'נועה|יונתן|תמר|אורי|מיכל|דוד',
    'כהן|לוי|מזרחי|פרץ|ביטון|אברהם',
  ),
  arabic: words(
    'النخيل|الخليج|الواحة|الشروق|الأمانة|النيل|الفجر|الصحراء|المنارة|الريان',
    'للمقاولات|للتجارة|للنقل|للأغذية|للتقنية|للعقارات|للتأمين|الطبية',
    'ذ.م.م|وأولاده|ش.م.ع',
    'أحمد|فاطمة|محمد|ليلى|يوسف|مريم',
    'المنصوري|حسن|الشامسي|إبراهيم|عبد الله|السيد',
  ),
  japanese: words(
    '山田|桜|富士|東海|青葉|鈴木|ミナト|サクラ|北斗|日の出|若葉|パシフィック',
    '製作所|商事|運輸|食品|建設|印刷|電機|システム|薬品|不動産',
    '株式会社|有限会社|合同会社',
    '翔太|美咲|健一|陽菜|大輔|結衣',
    '佐藤|鈴木|高橋|田中|渡辺|山本',
    '',
    true,
  ),
  korean: words(
    '한빛|대성|새롬|미래|동방|서울|한강|백두|금강|푸른',
    '건설|물류|식품|전자|의료|인쇄|소프트|에너지',
    '주식회사|유한회사|그룹',
    '지훈|서연|민수|하은|현우|수진',
    '김|이|박|최|정|강',
    ' ',
    true,
  ),
  thai: words(
    'สยาม|เจ้าพระยา|ช้างทอง|ล้านนา|อันดามัน|รุ่งเรือง|ไทยเจริญ',
    'ก่อสร้าง|ขนส่ง|อาหาร|การพิมพ์|โลจิสติกส์|พลังงาน',
    'จำกัด|กรุ๊ป|และบุตร',
    'สมชาย|สุดา|อนันต์|มาลี|กิตติ|พิมพ์ใจ',
    'ใจดี|ศรีสุข|ทองคำ|วงศ์ไทย|แสงจันทร์|บุญมี',
  ),
} as const satisfies Record<string, Words>

/** A language of generated names. */
export type Language = keyof typeof languages

const emoji = ['☀️', '🚀', '🌿', '🐝', '🍕', '⚓️']

/** The name of a company; now and then with its city or, rarely, an emoji, as people type them. */
export function companyName(random: Random, language: Language, city: string): string {
  const { roots, trades, forms, joint } = languages[language]
  const base = [random.pick<string>(roots), random.pick<string>(trades)]
  if (random.chance(0.45)) base.push(city)
  if (random.chance(0.7)) base.push(random.pick<string>(forms))
  const name = base.join(joint)
  return random.chance(0.004) ? `${name} ${random.pick(emoji)}` : name
}

/** The name of a person. */
export function personName(random: Random, language: Language): string {
  const { joint, familyFirst } = languages[language] as Words
  const { given, family } = givenAndFamily(random, language)
  return (familyFirst ? [family, given] : [given, family]).join(joint)
}

/** The two parts of a person's name. */
export function givenAndFamily(random: Random, language: Language): { given: string; family: string } {
  const { given, family } = languages[language] as Words
  return { given: random.pick<string>(given), family: random.pick<string>(family) }
}

/**
 * What stands before the @ of somebody's address: "amelia.bennett".
 * @param other for names that Latin letters do not write
 */
export function mailName(name: string, other: string): string {
  const plain = sortKey(name)
  return /^[a-z][a-z .-]*[a-z]$/.test(plain) ? plain.replace(/[ .-]+/g, '.') : other
}
