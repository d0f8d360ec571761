import { inBoth } from '@emplooi/shared/language.svelte.ts';

export const portalTexts = inBoth({
  nl: {
    name: 'Portaal',
    programme: 'Programma',
    noProgrammes: 'Er is nog geen programma.',
    hiddenFigure: 'afgeschermd',
    download: 'Download als CSV',
    downloadOf: (table: string) => `Download als CSV: ${table}`,
  },
  en: {
    name: 'Portal',
    programme: 'Programme',
    noProgrammes: 'There is no programme yet.',
    hiddenFigure: 'protected',
    download: 'Download as CSV',
    downloadOf: (table: string) => `Download as CSV: ${table}`,
  },
});
