import { tell } from '../present';
import { demand } from '../talk';
import type { ChatCommand } from './command';

export const auditVerify: ChatCommand = {
  name: 'audit-verify',
  right: 'read',
  group: 'decide',
  async run(talk) {
    demand(talk, 'read');
    const verdict = await talk.verifyAudit();
    if (verdict.ok) talk.found = verdict.entries;
    if (verdict.ok) return tell(talk, 'good', { key: 'talk.audit-sound', values: { entries: verdict.entries } });
    const problem = { key: `talk.audit-${verdict.problem}` };
    await tell(talk, 'warning', { key: 'talk.audit-broken', values: { seq: verdict.seq, problem } });
  },
};
