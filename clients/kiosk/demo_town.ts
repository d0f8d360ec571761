// In a demo whoever passes by can try the kiosk at once: what a coordinator does for it at the desk is done with the demo's own
// account.
import { everyItem } from '@emplooi/shared/asking.svelte.ts';
import { asSomebody, type Call } from '@emplooi/shared/demo_calls.ts';

export const demoPin = '112233';
const coordinator = 'coordinator@tilburg';
const atOnce = 200;

/** A one-time code with which this screen is enrolled. Throws NoAnswer. */
export function inviteKiosk(): Promise<{ slug: string; code: string }> {
  return asSomebody(coordinator, async (call) => {
    const { code = '' } = await call('identity.v1.DeviceService/InviteKiosk', { name: 'Dit scherm (demo)' });
    return { slug: 'tilburg', code };
  });
}

/** The kiosk that shows this fingerprint. Throws NoAnswer. */
export function approveKiosk(fingerprint: string): Promise<unknown> {
  return asSomebody(coordinator, async (call) => {
    const kiosks = await everyItem(async (token) => {
      const page = await call('identity.v1.DeviceService/ListDevices', { kind: 'DEVICE_KIND_KIOSK', page: { size: atOnce, token } });
      return { items: page.devices ?? [], nextPageToken: page.nextPageToken };
    });
    const deviceId = kiosks.find((one) => one.fingerprint === fingerprint)?.deviceId ?? '';
    return call('identity.v1.DeviceService/ApproveKiosk', { deviceId, fingerprint });
  });
}

/** A card as somebody would hold it: whose it is, what its QR code says, and the card on paper. */
export interface DemoCard {
  name: string;
  code: string;
  pdf: string;
}

/** A new card of somebody who has an hour to confirm, or an appointment. Throws NoAnswer where nobody has. */
export function takeCard(): Promise<DemoCard> {
  return asSomebody(coordinator, async (call) => {
    let residentId = '';
    for (const state of ['JOB_STATE_PLANNED', 'JOB_STATE_ACCEPTED', 'JOB_STATE_DONE'] as const) {
      const { jobs = [] } = await call('jobs.v1.JobService/ListJobs', { state, page: { size: atOnce } });
      residentId = jobs[Math.floor(Math.random() * jobs.length)]?.residentId ?? residentId;
    }
    const code = await newCardOf(call, residentId);
    const [{ resident }, { pdf = '' }] = await Promise.all([
      call('residents.v1.ResidentService/GetResident', { residentId }),
      call('residents.v1.CardService/PrintCard', { residentId, code }),
    ]);
    return { name: resident?.name ?? '', code, pdf };
  });
}

async function newCardOf(call: Call, residentId: string): Promise<string> {
  const given = { residentId, pin: demoPin };
  const card = call('residents.v1.CardService/IssueCard', given).catch(() => call('residents.v1.CardService/ReplaceCard', given));
  return (await card).code ?? '';
}
