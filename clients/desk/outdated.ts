// What changed between a proposal and its acceptance, as the server names it: a state, a rule, or why planning was refused.
import { Refused, type RefusalName } from '@emplooi/shared/rpc.ts';
import { sayTrouble } from '@emplooi/shared/troubles.ts';
import { planTexts as t } from './plan.texts.ts';

const rules = ['banned', 'capability_missing', 'capability_expired', 'may_not_work_alone', 'outside_shift', 'leg_too_long', 'too_much_work', 'guidance_exhausted', 'busy'] as const;
type Rule = (typeof rules)[number];

export function outdatedWords(changed: string): string {
  if ((rules as readonly string[]).includes(changed)) return t()[changed as Rule];
  switch (changed) {
    case 'requested':
      return t().changedRequested;
    case 'planned':
    case 'accepted':
      return t().changedTaken;
    case 'started':
    case 'done':
    case 'approved':
    case 'disputed':
    case 'rejected':
    case 'cancelled':
    case 'no_show':
    case 'unfilled':
      return t().changedClosed;
    case 'helper':
      return t().changedHelper;
    case 'time':
      return t().changedTime;
    case 'locked':
      return t().changedLocked;
    default:
      return sayTrouble(new Refused(changed as RefusalName));
  }
}
