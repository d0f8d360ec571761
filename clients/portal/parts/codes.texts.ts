// What the contract's codes are called.
import { inBoth } from '@emplooi/shared/language.svelte.ts';

export const codesTexts = inBoth({
  nl: {
    SOURCE_RE_INTEGRATION: 'Re-integratie (W-deel)',
    SOURCE_MINIMA_POLICY: 'Minimabeleid',
    SOURCE_HOUSING_PARTNER: 'Woonpartner',
    SOURCE_CARE_PARTNER: 'Zorgpartner',
    SOURCE_INNOVATION: 'Innovatie',
    SOURCE_PREPAID_HOURS: 'Gekochte uren',
    PARTY_KIND_FUNDER: 'Financier',
    PARTY_KIND_CORPORATION: 'Corporatie',
    PARTY_KIND_PROVIDER: 'Uitvoerder',
    LINE_KIND_VOUCHERS: 'Gebruikte cheques',
    LINE_KIND_TRACKS: 'Termijnen van trajecten',
    LINE_KIND_CORRECTIONS: 'Correcties',
    TRACK_KIND_ORIENTATION: 'Oriëntatie',
    TRACK_KIND_ACTIVATION: 'Activering',
    TRACK_KIND_PLACEMENT: 'Toeleiding',
    OUTFLOW_KIND_REGULAR: 'Regulier werk',
    OUTFLOW_KIND_SUBSIDISED: 'Gesubsidieerd werk',
    OUTFLOW_KIND_VOLUNTARY: 'Vrijwilligerswerk met behoud van uitkering',
    VOUCHER_KIND_FREE: 'Gratis',
    VOUCHER_KIND_REDUCED: 'Laag tarief',
    VOUCHER_KIND_MARKET: 'Gewoon tarief',
    VOUCHER_STATE_ISSUED: 'Nog te gebruiken',
    VOUCHER_STATE_RESERVED: 'Bestemd voor een afspraak',
    VOUCHER_STATE_REDEEMED: 'Gebruikt',
    VOUCHER_STATE_EXPIRED: 'Verlopen',
    VOUCHER_STATE_BLOCKED: 'Geblokkeerd',
    VOUCHER_STATE_REFUNDED: 'Terugbetaald',
  },
  en: {
    SOURCE_RE_INTEGRATION: 'Re-integration (W-deel)',
    SOURCE_MINIMA_POLICY: 'Minima policy',
    SOURCE_HOUSING_PARTNER: 'Housing partner',
    SOURCE_CARE_PARTNER: 'Care partner',
    SOURCE_INNOVATION: 'Innovation',
    SOURCE_PREPAID_HOURS: 'Hours bought',
    PARTY_KIND_FUNDER: 'Funder',
    PARTY_KIND_CORPORATION: 'Corporation',
    PARTY_KIND_PROVIDER: 'Provider',
    LINE_KIND_VOUCHERS: 'Vouchers used',
    LINE_KIND_TRACKS: 'Instalments of tracks',
    LINE_KIND_CORRECTIONS: 'Corrections',
    TRACK_KIND_ORIENTATION: 'Orientation',
    TRACK_KIND_ACTIVATION: 'Activation',
    TRACK_KIND_PLACEMENT: 'Placement',
    OUTFLOW_KIND_REGULAR: 'Regular work',
    OUTFLOW_KIND_SUBSIDISED: 'Subsidised work',
    OUTFLOW_KIND_VOLUNTARY: 'Voluntary work, benefit kept',
    VOUCHER_KIND_FREE: 'Free',
    VOUCHER_KIND_REDUCED: 'Low tariff',
    VOUCHER_KIND_MARKET: 'Usual tariff',
    VOUCHER_STATE_ISSUED: 'Still to be used',
    VOUCHER_STATE_RESERVED: 'Set aside for an appointment',
    VOUCHER_STATE_REDEEMED: 'Used',
    VOUCHER_STATE_EXPIRED: 'Lapsed',
    VOUCHER_STATE_BLOCKED: 'Blocked',
    VOUCHER_STATE_REFUNDED: 'Refunded',
  },
});

/** A code of the contract in words; one that has none yet stands as it is. */
export function nameOfCode(code = ''): string {
  const texts: { [code: string]: string } = codesTexts();
  return texts[code] ?? code;
}
