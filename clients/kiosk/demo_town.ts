// In a demo whoever passes by can try the kiosk at once: what a coordinator does for it at the desk, done with the demo's own
// account. It has a session of its own, beside that of the kiosk.
import { everyItem } from '@emplooi/shared/asking.svelte.ts';
import { demoPassword } from '@emplooi/shared/demo.ts';
import type { Commands, Reads, SessionCalls } from '@emplooi/shared/generated/rpcs';

export const demoPin = '112233';

type All = Reads & Commands & SessionCalls;
type Call = <Rpc extends keyof All>(rpc: Rpc, request: All[Rpc]['request']) => Promise<All[Rpc]['response'] | undefined>;

/** Undefined for what was refused. Throws where nobody answers. */
const callWith = (token: string): Call => async (rpc, request) => {
  const response = await fetch(`/rpc/emplooi.${rpc}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': crypto.randomUUID(), Authorization: `Bearer ${token}` },
    body: JSON.stringify(request),
    credentials: 'omit',
  });
  return response.ok ? response.json() : undefined;
};

async function asCoordinator<Answer>(work: (call: Call) => Promise<Answer>): Promise<Answer> {
  const opened = await callWith('none')('identity.v1.IdentityService/SignIn', { signInName: 'coordinator@tilburg', password: demoPassword });
  const call = callWith(opened?.token ?? '');
  try {
    return await work(call);
  } finally {
    await call('identity.v1.IdentityService/SignOut', {});
  }
}

export function inviteKiosk(): Promise<{ slug: string; code: string }> {
  return asCoordinator(async (call) => {
    const invited = await call('identity.v1.DeviceService/InviteKiosk', { name: 'Dit scherm (demo)' });
    return { slug: 'tilburg', code: invited?.code ?? '' };
  });
}

/** The kiosk that shows this fingerprint. */
export function approveKiosk(fingerprint: string): Promise<void> {
  return asCoordinator(async (call) => {
    const kiosks = await everyItem(async (token) => {
      const page = await call('identity.v1.DeviceService/ListDevices', { kind: 'DEVICE_KIND_KIOSK', page: { size: 200, token } });
      return { items: page?.devices ?? [], nextPageToken: page?.nextPageToken };
    });
    const deviceId = kiosks.find((one) => one.fingerprint === fingerprint)?.deviceId ?? '';
    await call('identity.v1.DeviceService/ApproveKiosk', { deviceId, fingerprint });
  });
}

/** A card as somebody would hold it: whose it is, what its QR code says, and the card on paper. */
export interface DemoCard {
  name: string;
  code: string;
  pdf: string;
}

/** A new card of somebody who has an hour to confirm, or an appointment. Undefined where nobody has. */
export function takeCard(): Promise<DemoCard | undefined> {
  return asCoordinator(async (call) => {
    for (const state of ['JOB_STATE_DONE', 'JOB_STATE_ACCEPTED', 'JOB_STATE_PLANNED'] as const) {
      const jobs = (await call('jobs.v1.JobService/ListJobs', { state, page: { size: 200 } }))?.jobs ?? [];
      const residentId = jobs[Math.floor(Math.random() * jobs.length)]?.residentId;
      const card = residentId && (await cardOf(call, residentId));
      if (card) return card;
    }
    return undefined;
  });
}

async function cardOf(call: Call, residentId: string): Promise<DemoCard | undefined> {
  const given =
    (await call('residents.v1.CardService/IssueCard', { residentId, pin: demoPin })) ??
    (await call('residents.v1.CardService/ReplaceCard', { residentId, pin: demoPin }));
  const code = given?.code;
  if (!code) return undefined;
  const [who, paper] = await Promise.all([
    call('residents.v1.ResidentService/GetResident', { residentId }),
    call('residents.v1.CardService/PrintCard', { residentId, code }),
  ]);
  return { name: who?.resident?.name ?? '', code, pdf: paper?.pdf ?? '' };
}
