import { inBoth } from './language.svelte.ts';

export const goalTexts = inBoth({
  nl: {
    GOAL_KIND_UNSPECIFIED: 'Een doel',
    GOAL_KIND_SEE_SERVICES: 'Verschillende soorten werk leren kennen',
    GOAL_KIND_PRACTISE_MODULE: 'Oefenen',
    GOAL_KIND_MINUTES: 'Uren maken',
    GOAL_KIND_WORK_ALONE: 'Zelfstandig werken',
    of: (done: string, needed: string) => `${done} van ${needed}`,
    andPlanned: (planned: string) => `en ${planned} ingepland`,
    reached: 'Gehaald',
    notYet: 'Nog niet gehaald',
    noTrack: 'Er loopt nu geen traject.',
    noGoals: 'Voor dit traject zijn nog geen doelen vastgelegd.',
    sinceStart: (time: string) => `${time} goedgekeurd werk in dit traject.`,
  },
  en: {
    GOAL_KIND_UNSPECIFIED: 'A goal',
    GOAL_KIND_SEE_SERVICES: 'Get to know several kinds of work',
    GOAL_KIND_PRACTISE_MODULE: 'Practise',
    GOAL_KIND_MINUTES: 'Gain hours',
    GOAL_KIND_WORK_ALONE: 'Work on one’s own',
    of: (done: string, needed: string) => `${done} of ${needed}`,
    andPlanned: (planned: string) => `and ${planned} planned`,
    reached: 'Reached',
    notYet: 'Not reached yet',
    noTrack: 'No track is running now.',
    noGoals: 'No goals have been set for this track yet.',
    sinceStart: (time: string) => `${time} of approved work in this track.`,
  },
});
