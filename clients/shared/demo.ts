// In a demo the server gives out pages that say so; see build.mjs.
export const isDemo = 'demo' in document.documentElement.dataset;

/** Of all accounts of the demo town; printed by `emplooi demo` too. */
export const demoPassword = 'dienstencheque-demo';
