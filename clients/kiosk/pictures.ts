// Pictures, for who would rather look than read: lines on a field of 24 by 24.
import type { ServiceJson } from '@emplooi/shared/generated/emplooi/catalogue/v1/catalogue_pb';

export const pictures = {
  aloud: 'M4 9v6h4l5 4V5L8 9zM16.5 8.5a5 5 0 0 1 0 7M19 6a8.5 8.5 0 0 1 0 12',
  back: 'M20 12H5M11 5l-7 7 7 7',
  basket: 'M3 9h18l-2.5 11h-13zM8 9l3-6M16 9l-3-6M9.5 13v4M14.5 13v4',
  box: 'M3 8l9-5 9 5v9l-9 5-9-5zM3 8l9 5 9-5M12 13v9M7.5 5.5l9 5',
  broom: 'M15 3l-4 9M8 11.5l7 3-1 6.5H3.5c2-3 3.5-6 4.5-9.5zM9.5 21l.8-3.5M7 12.5l8 3.5',
  calendar: 'M4 6h16v14H4zM4 10.5h16M8 3v5M16 3v5M8 14h.01M12 14h.01M16 14h.01M8 17h.01M12 17h.01',
  camera: 'M3 7h5l1.5-2.5h5L16 7h5v12H3zM12 16.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7z',
  card: 'M2.5 5.5h19v13h-19zM14.5 9h4v4h-4zM5.5 9.5h5M5.5 12.5h3.5M5.5 15.5h13',
  care: 'M12 12S7.5 9.3 7.5 6.2A2.3 2.3 0 0 1 12 5.6a2.3 2.3 0 0 1 4.5.6C16.5 9.3 12 12 12 12zM2.5 14.5h3v7h-3M5.5 15.5c2-1 4-1 6 .5h3.5a1.5 1.5 0 0 1 0 3H11M16.3 17.5l3.7-2a1.3 1.3 0 0 1 1.5 2L15 21.5H5.5',
  check: 'M4.5 13l5 5L20 6.5',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5.5l3.5 2',
  cross: 'M6 6l12 12M18 6L6 18',
  doctor: 'M5 3.5H3.5V9a4.5 4.5 0 0 0 9 0V3.5H11M8 13.5V16a5 5 0 0 0 10 0v-2M18 14a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4z',
  door: 'M10 4H5v16h5M14 8l4 4-4 4M18 12H9',
  erase: 'M9 5h12v14H9l-6-7zM12.5 9.5l5 5M17.5 9.5l-5 5',
  hand: 'M12 21c-4 0-5-2-7.5-6.5-1-2 .8-2.7 2-1.2L8 15V5.5a1.3 1.3 0 0 1 2.6 0V11 3.8a1.3 1.3 0 0 1 2.6 0V11 5a1.3 1.3 0 0 1 2.6 0v6.5-4a1.3 1.3 0 0 1 2.6 0V15c0 4-2 6-6.4 6z',
  heart: 'M12 20.5S3.5 15 3.5 9a4.5 4.5 0 0 1 8.5-2 4.5 4.5 0 0 1 8.5 2c0 6-8.5 11.5-8.5 11.5z',
  house: 'M2.5 12L12 3.5l9.5 8.5M5.5 9.5V20.5h13V9.5M10 20.5v-6h4v6',
  iron: 'M2.5 18h19v-3.5c0-4-3-6-6.5-6H8.5M2.5 18c0-4 2.5-5.5 6-5.5h13M9 5.5h6',
  keys: 'M2.5 6h19v12h-19zM6 10h.01M9 10h.01M12 10h.01M15 10h.01M18 10h.01M6 13h.01M18 13h.01M8.5 15h7',
  leash: 'M7.2 10.5a1.7 2 0 1 0 0-4 1.7 2 0 0 0 0 4zM16.8 10.5a1.7 2 0 1 0 0-4 1.7 2 0 0 0 0 4zM10.3 7a1.6 2 0 1 0 0-4 1.6 2 0 0 0 0 4zM13.7 7a1.6 2 0 1 0 0-4 1.6 2 0 0 0 0 4zM12 10.5c-3 0-5.5 3.5-5.5 6.5 0 2 1.5 3 3 2.7 1-.2 1.5-.7 2.5-.7s1.5.5 2.5.7c1.5.3 3-.7 3-2.7 0-3-2.5-6.5-5.5-6.5z',
  letter: 'M3 5.5h18v13H3zM3 6.5l9 7 9-7',
  minus: 'M5 12h14',
  pan: 'M3 11h13v4.5a4 4 0 0 1-4 4H7a4 4 0 0 1-4-4zM16 13h6M6.5 7.5c0-2 1.5-2 1.5-4M11 7.5c0-2 1.5-2 1.5-4',
  people: 'M8 10.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM16.5 11a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM2.5 20c0-4 2-6.5 5.5-6.5s5.5 2.5 5.5 6.5zM15 14c3.5-.8 6.5 1.5 6.5 5.5H17',
  person: 'M12 11.5a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21c0-4.5 3-7 8-7s8 2.5 8 7z',
  plant: 'M12 21v-9M12 15c-5 0-7.5-2.5-7.5-7C9.5 8 12 10.5 12 15zM12 12c0-4.5 2.5-7 7.5-7 0 4.5-2.5 7-7.5 7zM7 21h10',
  plug: 'M9 2.5V7M15 2.5V7M6 7h12v4a6 6 0 0 1-12 0zM12 17v4.5',
  plus: 'M12 5v14M5 12h14',
  question: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM9.5 9.6a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.1.9-1.1 1.8M12 16.8h.01',
  signal: 'M3 9a13 13 0 0 1 18 0M6.5 12.5a8 8 0 0 1 11 0M10 16a3 3 0 0 1 4 0M12 19.5h.01M3 3l18 18',
  ticket: 'M2.5 7h19v3.5a1.8 1.8 0 0 0 0 3.6V17.5h-19v-3.4a1.8 1.8 0 0 0 0-3.6zM15 7v2M15 11.2v2M15 15.5v2M6 11h5M6 14h3.5',
  walk: 'M13.5 5.5a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6zM9.5 21.5l2-6.5-2-2.5 1-5 3.5.5 2 3 2.5 1M10.5 7.5L7.5 9l-1 3.5M11.5 15l3 2 1 4.5',
  wrench: 'M20.5 7a5 5 0 0 1-6.8 5.3L6.5 20a2.1 2.1 0 0 1-3-3l7.5-7.2A5 5 0 0 1 17 3.5l-3 3 .5 3 3 .5z',
} as const;
export type PictureName = keyof typeof pictures;

/** By what a municipality calls its service in Dutch; the first that fits. */
const ofServices: [RegExp, PictureName][] = [
  [/wandel/i, 'walk'],
  [/boodschap|winkel/i, 'basket'],
  [/dokter|arts|ziekenhuis/i, 'doctor'],
  [/verhuiz/i, 'box'],
  [/schoonma|poets|stofzuig/i, 'broom'],
  [/appara|computer|televisie|telefoon/i, 'plug'],
  [/reparat|klus/i, 'wrench'],
  [/tuin|plant/i, 'plant'],
  [/dier|hond|kat\b/i, 'leash'],
  [/maaltijd|eten|koken/i, 'pan'],
  [/wassen|strijk/i, 'iron'],
  [/post|papier|formulier/i, 'letter'],
  [/mantelzorg/i, 'heart'],
  [/activiteit|gezelschap|bezoek/i, 'people'],
];
const ofDomains: Record<string, PictureName> = { SERVICE_DOMAIN_HOUSING: 'house', SERVICE_DOMAIN_CARE: 'care' };

export function pictureOf(service: ServiceJson | undefined): PictureName {
  const named = ofServices.find(([name]) => name.test(service?.nameNl ?? ''));
  return named?.[1] ?? ofDomains[service?.domain ?? ''] ?? 'people';
}
