import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deskTexts } from '../../clients/desk/desk.texts.ts';
import { doorTexts } from '../../clients/desk/doors.texts.ts';
import { fairnessTexts } from '../../clients/desk/fairness.texts.ts';
import { fileTexts } from '../../clients/desk/files.texts.ts';
import { intakeTexts } from '../../clients/desk/intake.texts.ts';
import { jobTexts } from '../../clients/desk/jobs.texts.ts';
import { planTexts } from '../../clients/desk/plan.texts.ts';
import { paperTexts } from '../../clients/desk/paper.texts.ts';
import { inviteTexts } from '../../clients/desk/invite.texts.ts';
import { doorTexts as helperDoorTexts } from '../../clients/helper/door.texts.ts';
import { growthTexts } from '../../clients/helper/growth.texts.ts';
import { helperTexts } from '../../clients/helper/helper.texts.ts';
import { kioskTexts } from '../../clients/kiosk/kiosk.texts.ts';
import { budgetsTexts } from '../../clients/portal/budgets/budgets.texts.ts';
import { campaignsTexts } from '../../clients/portal/campaigns/campaigns.texts.ts';
import { hoursTexts } from '../../clients/portal/hours/hours.texts.ts';
import { codesTexts } from '../../clients/portal/parts/codes.texts.ts';
import { portalTexts } from '../../clients/portal/portal.texts.ts';
import { proofTexts } from '../../clients/portal/reports/proof.texts.ts';
import { reportsTexts } from '../../clients/portal/reports/reports.texts.ts';
import { statementsTexts } from '../../clients/portal/statements/statements.texts.ts';
import { goalTexts } from '../../clients/shared/goals.texts.ts';
import { refusalNames } from '../../clients/shared/generated/refusals.ts';
import { spoken } from '../../clients/shared/language.svelte.ts';
import { refusalTexts } from '../../clients/shared/refusals.texts.ts';
import { sharedTexts } from '../../clients/shared/shared.texts.ts';

const ofDesk = { deskTexts, doorTexts, fairnessTexts, fileTexts, intakeTexts, inviteTexts, jobTexts, paperTexts, planTexts };
const ofHelper = { growthTexts, helperDoorTexts, helperTexts };
const ofPortal = { budgetsTexts, campaignsTexts, codesTexts, hoursTexts, portalTexts, proofTexts, reportsTexts, statementsTexts };
const modules = { ...ofDesk, ...ofHelper, kioskTexts, ...ofPortal, goalTexts, refusalTexts, sharedTexts };

for (const [module, { both }] of Object.entries(modules)) {
  test(`${module} says the same in both languages`, () => {
    assert.deepEqual(Object.keys(both.en).sort(), Object.keys(both.nl).sort());
    for (const [name, dutch] of Object.entries(both.nl)) {
      const english = both.en[name];
      assert.equal(typeof english, typeof dutch, name);
      if (typeof dutch === 'function') assert.equal(english?.length, dutch.length, `${name} takes the same parts`);
      else assert.ok(dutch.trim() && (english as string).trim(), `${name} is empty`);
    }
  });
}

test('every refusal of the contract says what to do next', () => {
  const said = new Set(Object.keys(refusalTexts.both.nl));
  assert.deepEqual(Object.values(refusalNames).filter((name) => !said.has(name)), []);
  assert.deepEqual([...said].filter((name) => !(Object.values(refusalNames) as string[]).includes(name)), []);
});

test('texts follow the language that is chosen', () => {
  (globalThis as { document?: unknown }).document = { documentElement: {} };
  assert.equal(sharedTexts().signIn, 'Aanmelden');
  spoken.choose('en');
  assert.equal(sharedTexts().signIn, 'Sign in');
  spoken.choose('nl');
});
