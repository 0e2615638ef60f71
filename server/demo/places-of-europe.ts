/** European places: cities with the states and postal codes that the countries' addresses take. */
import { type Country, country, streets } from './country.ts'

export const european: readonly Country[] = [
  country(
    ['GB', 9, 'english', 'Europe'],
    ['Europe/London', 'en-GB', 'GBP'],
    ['+442079460###', 'number first', streets.english],
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
    ['+4930#######', 'number last', streets.german],
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
    ['+431#######', 'number last', streets.german],
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
    ['+4144#######', 'number last', streets.german],
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
    ['+3491#######', 'number last', streets.spanish],
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
]
