// What a participant's phone works out by itself: what comes first in the week, durations to choose from, the way to an address.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { routeTo } from '../../clients/helper/route.ts';
import { addressOf, arrange, hoursOf, minutesToChoose } from '../../clients/helper/work.ts';
import type { JobJson } from '../../clients/shared/generated/emplooi/jobs/v1/jobs_pb';

const job = (jobId: string, state: JobJson['state'], startsAt: string): JobJson => ({ jobId, state, startsAt });

test('a week begins with today on the clock of the town, and forgets nobody', () => {
  const { asked, begun, missed, days, told } = arrange(
    [
      job('yesterday', 'JOB_STATE_ACCEPTED', '2026-11-21T22:59:59Z'),
      job('midnight', 'JOB_STATE_ACCEPTED', '2026-11-21T23:00:00Z'),
      job('noon', 'JOB_STATE_ACCEPTED', '2026-11-22T11:00:00Z'),
      job('asked', 'JOB_STATE_PLANNED', '2026-11-22T12:00:00Z'),
      job('begun', 'JOB_STATE_STARTED', '2026-11-20T12:00:00Z'),
      job('told', 'JOB_STATE_DONE', '2026-11-20T12:00:00Z'),
      job('monday', 'JOB_STATE_ACCEPTED', '2026-11-23T09:00:00Z'),
    ],
    '2026-11-22',
  );
  const ids = (jobs: readonly JobJson[]) => jobs.map(({ jobId }) => jobId);
  assert.deepEqual([asked, begun, missed, told].map(ids), [['asked'], ['begun'], ['yesterday'], ['told']]);
  assert.deepEqual(days.map((one) => [one.day, ids(one.jobs)]), [['2026-11-22', ['midnight', 'noon']], ['2026-11-23', ['monday']]]);
});

test('durations go by quarters of an hour up to the most, and what was agreed is among them', () => {
  assert.deepEqual(minutesToChoose(60, 60), [15, 30, 45, 60]);
  assert.deepEqual(minutesToChoose(50, 60), [15, 30, 45, 50, 60]);
  assert.deepEqual(minutesToChoose(20, 10), [20]);
});

test('hours are those of the town, and absent where nothing is planned', () => {
  assert.equal(hoursOf({ startsAt: '2026-07-01T08:00:00Z', endsAt: '2026-07-01T09:30:00Z' }), '10:00\u00a0–\u2060\u00a011:30', 'one piece, also on a small screen');
  assert.equal(hoursOf({}), '');
});

test('the way is shown by the map of the phone itself, never by a page of others', () => {
  const address = addressOf({ postcode: '5011 ZZ', houseNumber: '7-b&x' });
  assert.equal(routeTo(address, 'Mozilla/5.0 (Linux; Android 15)'), 'geo:0,0?q=5011%20ZZ%207-b%26x');
  assert.equal(routeTo(address, 'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0)'), 'maps:?daddr=5011%20ZZ%207-b%26x');
  assert.equal(addressOf({}), '');
});
