import { inBoth } from '@emplooi/shared/language.svelte.ts';

export const paperTexts = inBoth({
  nl: {
    paperVouchers: 'Cheques op papier',
    paperLead: 'Knip ze uit langs de lijn. Een cheque op papier is dezelfde cheque: wie de code heeft, kan hem gebruiken.',
    nothingToPrint: 'Dit huishouden heeft nu geen cheques die vrij zijn.',
    slip: 'Dienstencheque',
    worth: (time: string) => `${time} hulp`,
    until: (day: string) => `Geldig tot en met ${day}`,
    qrOf: (code: string) => `QR-code van ${code}`,
    print: (count: number) => (count === 1 ? 'Druk 1 cheque af' : `Druk ${count} cheques af`),
  },
  en: {
    paperVouchers: 'Vouchers on paper',
    paperLead: 'Cut them out along the line. A voucher on paper is the same voucher: whoever has the code can use it.',
    nothingToPrint: 'This household has no free vouchers now.',
    slip: 'Service voucher',
    worth: (time: string) => `${time} of help`,
    until: (day: string) => `Valid until ${day}`,
    qrOf: (code: string) => `QR code of ${code}`,
    print: (count: number) => (count === 1 ? 'Print 1 voucher' : `Print ${count} vouchers`),
  },
});
