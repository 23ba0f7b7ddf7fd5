'use strict';
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

/** What an append costs in a short and in a long chain, and how fast a chain is verified. */
async function audit(scale) {
  const entries = 100_000 / scale;
  const { small, large, verified } = await measure(entries);
  return [
    '## Audit (SQLite)',
    '',
    `Append, one committed transaction each: ${small.toFixed(3)} ms at 1,000 entries, ${large.toFixed(3)} ms at ${entries.toLocaleString('en')} (${(large / small).toFixed(2)} times).`,
    `Verify: ${Math.round(verified).toLocaleString('en')} entries/s.`,
  ];
}

async function measure(entries) {
  const { openDatabase } = require('../src/store/database.ts');
  const { appendAudit } = require('../src/store/audit.ts');
  const { verifyAudit } = require('../src/store/verify-audit.ts');
  const { systemClock } = require('../src/clock.ts');
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'switchboard-audit-'));
  const database = await openDatabase(`sqlite:${path.join(folder, 'switchboard.db')}`, { clock: systemClock });
  const body = { cmdlet: 'Set-CsUser', parameters: { Identity: 'bob@contoso.com', EnterpriseVoiceEnabled: true }, attempt: 1 };
  const append = (trx) => appendAudit(trx, systemClock, { kind: 'cmdlet.sent', changeId: null, actor: null, body });
  const fill = (count) =>
    database.transaction(async (trx) => {
      for (let n = 0; n < count; n++) await append(trx);
    });
  const cost = async () => {
    const times = [];
    for (let n = 0; n < 500; n++) {
      const began = process.hrtime.bigint();
      await database.transaction(append);
      times.push(Number(process.hrtime.bigint() - began) / 1e6);
    }
    return times.sort((a, b) => a - b)[250];
  };
  try {
    await fill(1_000);
    await cost();
    const small = await cost();
    for (let done = 2_000; done < entries; done += 1_000) await fill(1_000);
    const large = await cost();
    const began = process.hrtime.bigint();
    const verdict = await verifyAudit(database.db);
    if (!verdict.ok) throw new Error('The audit does not verify.');
    return { small, large, verified: verdict.entries / (Number(process.hrtime.bigint() - began) / 1e9) };
  } finally {
    await database.close();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

module.exports = { audit };
