import { sentence, type Sentence } from '../../sentence';
import { accountLabels } from './account';
import { displayNumber } from '../display-number';
import type { Facts } from '../facts';

/** «+1 425 555 0199 is held by Bianca Busy (busy@contoso.com), a resource account»: who, and what kind of account. */
export function numberHeld(number: string, holder: Facts): Sentence {
  const label = accountLabels(holder)[0] ?? sentence('account.user');
  return sentence('refusal.numberInUse', {
    number: displayNumber(number),
    name: String(holder.name),
    upn: String(holder.upn),
    kind: label,
  });
}
