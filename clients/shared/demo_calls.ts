// In a demo, what other people of the town do for a visitor: calls with a session of theirs, beside that of the page.
import { demoPassword } from './demo.ts';
import type { Commands, Reads, SessionCalls } from './generated/rpcs';
import { NoAnswer } from './rpc.ts';

type All = Reads & Commands & SessionCalls;
export type Call = <Rpc extends keyof All>(rpc: Rpc, request: All[Rpc]['request']) => Promise<All[Rpc]['response']>;

/** Signs them in, lets them do it, and signs them out. Throws NoAnswer for whatever goes wrong. */
export async function asSomebody<Answer>(signInName: string, work: (call: Call) => Promise<Answer>): Promise<Answer> {
  let token = '';
  const call: Call = async (rpc, request) => {
    const response = await fetch(`/rpc/emplooi.${rpc}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': crypto.randomUUID(), ...(token && { Authorization: `Bearer ${token}` }) },
      body: JSON.stringify(request),
      cache: 'no-store',
      credentials: 'omit',
    });
    if (!response.ok) throw new NoAnswer();
    return response.json();
  };
  token = (await call('identity.v1.IdentityService/SignIn', { signInName, password: demoPassword })).token ?? '';
  try {
    return await work(call);
  } finally {
    await call('identity.v1.IdentityService/SignOut', {}).catch(() => undefined);
  }
}
