// The programme that the pages are about: chosen on one page, kept on the next.

class ProgrammeChoice {
  /** Undefined for the one that began last. */
  id = $state<string>();
}

export const programmeChoice = new ProgrammeChoice();
