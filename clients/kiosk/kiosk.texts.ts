import { inBoth } from '@emplooi/shared/language.svelte.ts';

export const kioskTexts = inBoth({
  nl: {
    name: 'Kiosk',
    home: 'Welkom',
    vouchers: 'Uw cheques',
    vouchersLeft: (count: number) => (count === 1 ? 'cheque om te gebruiken' : 'cheques om te gebruiken'),
    noVouchers: 'U hebt geen cheques meer. Vraag de coördinator om nieuwe cheques.',
    validUntil: (count: number, day: string) => (count === 1 ? `1 cheque geldt tot en met ${day}.` : `${count} cheques gelden tot en met ${day}.`),
    toConfirm: 'Klopt dit?',
    confirm: 'Ja, dit klopt',
    confirmed: 'Bedankt. De hulp is betaald met uw cheques.',
    appointments: 'Uw afspraken',
    noAppointments: 'U hebt nu geen afspraken.',
    at: (day: string, time: string) => `${day} om ${time} uur`,
  },
  en: {
    name: 'Kiosk',
    home: 'Welcome',
    vouchers: 'Your vouchers',
    vouchersLeft: (count: number) => (count === 1 ? 'voucher to use' : 'vouchers to use'),
    noVouchers: 'You have no vouchers left. Ask the coordinator for new vouchers.',
    validUntil: (count: number, day: string) => (count === 1 ? `1 voucher is valid until ${day}.` : `${count} vouchers are valid until ${day}.`),
    toConfirm: 'Is this right?',
    confirm: 'Yes, this is right',
    confirmed: 'Thank you. The help is paid with your vouchers.',
    appointments: 'Your appointments',
    noAppointments: 'You have no appointments now.',
    at: (day: string, time: string) => `${day} at ${time}`,
  },
});
