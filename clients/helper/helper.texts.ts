import { inBoth } from '@emplooi/shared/language.svelte.ts';

export const helperTexts = inBoth({
  nl: {
    name: 'Mijn werk',
    week: 'Mijn week',
    lead: 'Wat u gaat doen, en wat u is gevraagd.',
    asked: 'U bent gevraagd',
    agreed: 'Afgesproken',
    nothing: 'U hebt nu geen afspraken. Zodra er werk voor u is, staat het hier.',
    at: (day: string, time: string) => `${day} om ${time} uur`,
    accept: 'Ja, ik doe het',
    refuse: 'Nee, liever niet',
    refuseHint: 'U mag nee zeggen. Dan vragen wij iemand anders.',
    accepted: 'Fijn, het staat in uw week.',
    refused: 'Dat is goed. Wij vragen iemand anders.',
    started: 'U bent bezig',
  },
  en: {
    name: 'My work',
    week: 'My week',
    lead: 'What you are going to do, and what you were asked.',
    asked: 'You were asked',
    agreed: 'Agreed',
    nothing: 'You have no appointments now. As soon as there is work for you, it stands here.',
    at: (day: string, time: string) => `${day} at ${time}`,
    accept: 'Yes, I will do it',
    refuse: 'No, rather not',
    refuseHint: 'You may say no. Then we ask somebody else.',
    accepted: 'Good, it is in your week.',
    refused: 'That is fine. We ask somebody else.',
    started: 'You are at work',
  },
});
