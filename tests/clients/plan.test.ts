import assert from 'node:assert/strict';
import { test } from 'node:test';
import { outdatedWords } from '../../clients/desk/outdated.ts';
import { jobsOn, planAfter, planOf } from '../../clients/desk/plan.ts';
import { proposalOf, searchAfter, type Search } from '../../clients/desk/proposal.svelte.ts';
import type { JobJson } from '../../clients/shared/generated/emplooi/jobs/v1/jobs_pb';
import { spoken } from '../../clients/shared/language.svelte.ts';
import { sharedTexts } from '../../clients/shared/shared.texts.ts';

const means = { services: new Map(), participants: new Map() };
const job = (jobId: string, participantId: string, startsAt: string, more: JobJson = {}): JobJson => ({ jobId, participantId, startsAt, state: 'JOB_STATE_PLANNED', minutes: 60, ...more });

test('a change makes anew the cells that it touches, and no others', () => {
  const [early, late, other] = [job('1', 'bram', '2026-01-13T09:00:00Z'), job('2', 'bram', '2026-01-13T11:00:00Z'), job('3', 'carla', '2026-01-13T09:00:00Z')];
  const before = planOf(means, [late, early, other]);
  assert.deepEqual(jobsOn(before, 'bram', '2026-01-13'), [early, late]);

  const moved = { ...early, startsAt: '2026-01-14T09:00:00Z' };
  const after = planAfter(before, early, moved);
  assert.deepEqual(jobsOn(after, 'bram', '2026-01-13'), [late]);
  assert.deepEqual(jobsOn(after, 'bram', '2026-01-14'), [moved]);
  assert.equal(jobsOn(after, 'carla', '2026-01-13'), jobsOn(before, 'carla', '2026-01-13'), 'the very same');
  assert.deepEqual(jobsOn(before, 'bram', '2026-01-13'), [early, late], 'what was shown stays what it was');

  const requested: JobJson = { jobId: '2', state: 'JOB_STATE_REQUESTED' };
  assert.deepEqual([...planAfter(after, late, requested).cells.keys()], ['carla 2026-01-13', 'bram 2026-01-14']);
  assert.deepEqual(jobsOn(planAfter(after, undefined, early), 'bram', '2026-01-13'), [early, late], 'in the order in which they begin');
});

test('a search tells how often it got better, and whether that helps more people', () => {
  const begun: Search = { kind: 'PLAN_KIND_WEEK', seconds: 10, elapsedMs: 0, better: 0, servesMore: false };
  const table: { tiers: string[]; better: number; servesMore: boolean }[] = [
    { tiers: ['140', '90'], better: 0, servesMore: true },
    { tiers: ['140', '90'], better: 0, servesMore: true },
    { tiers: ['140', '80'], better: 1, servesMore: false },
    { tiers: ['120', '95'], better: 2, servesMore: true },
  ];
  let [search, best] = [begun, [] as string[]];
  for (const { tiers, better, servesMore } of table) {
    search = searchAfter(search, { tiers, elapsedMs: search.elapsedMs + 100 }, best);
    best = tiers;
    assert.deepEqual([search.better, search.servesMore], [better, servesMore], tiers.join());
  }
  assert.equal(search.elapsedMs, 400);
});

test('a proposal is what is left to accept: new, moved, and without a helper', () => {
  const board = new Map([
    ['asked', { jobId: 'asked', state: 'JOB_STATE_REQUESTED' } as JobJson],
    ['told', job('told', 'bram', '2026-01-13T09:00:00Z')],
    ['lost', job('lost', 'bram', '2026-01-13T11:00:00Z')],
    ['opened', { jobId: 'opened', state: 'JOB_STATE_REQUESTED' } as JobJson],
  ]);
  const { lines, cells, changes, unfilled } = proposalOf(
    {
      lines: [
        { jobId: 'asked', participantId: 'carla', startsAt: '2026-01-13T23:30:00Z' },
        { jobId: 'told', participantId: 'carla', startsAt: '2026-01-13T09:00:00Z', participantBeforeId: 'bram', startsBefore: '2026-01-13T09:00:00Z' },
        { jobId: 'done', participantId: 'carla', startsAt: '2026-01-13T12:00:00Z', acceptedAt: '2026-01-12T12:00:00Z' },
      ],
      unfilled: [{ jobId: 'lost', wasPlanned: true }, { jobId: 'opened', wasPlanned: true }, { jobId: 'nobody' }],
    },
    (jobId) => board.get(jobId),
  );
  assert.deepEqual(lines.map(({ jobId, kind }) => [jobId, kind]), [['lost', 'reopened'], ['asked', 'new'], ['told', 'moved']]);
  assert.equal(lines[0]?.participantBeforeId, 'bram', 'who would have come');
  assert.deepEqual([...cells.keys()], ['carla 2026-01-14', 'carla 2026-01-13'], 'days are those of the town');
  assert.deepEqual([...changes.keys()], ['lost', 'told']);
  assert.deepEqual(unfilled.map(({ jobId }) => jobId), ['nobody']);
});

/** As accept_plan.cpp names them. */
const changedWords = [
  'requested', 'planned', 'accepted', 'started', 'done', 'approved', 'disputed', 'rejected', 'cancelled', 'no_show', 'unfilled', 'helper', 'time', 'locked', 'banned',
  'capability_missing', 'capability_expired', 'may_not_work_alone', 'outside_shift', 'leg_too_long', 'too_much_work', 'guidance_exhausted', 'busy',
  'vouchers_not_enough', 'participant_not_active',
];
for (const language of ['nl', 'en'] as const) {
  test(`whatever changed since a proposal is said in words (${language})`, () => {
    globalThis.document ??= { documentElement: {} } as Document;
    spoken.choose(language);
    for (const word of changedWords) assert.notEqual(outdatedWords(word), sharedTexts().unknownTrouble, word);
    assert.equal(outdatedWords('something_else'), sharedTexts().unknownTrouble);
    spoken.choose('nl');
  });
}
