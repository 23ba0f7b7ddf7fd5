'use strict';
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

/** What an append costs in a short and in a long chain, and how fast a chain is verified. */
async function audit(scale) {
  const entries = 100_000 / scale;
  const { small, large, verified, cpu } = await measure(entries);
  const each = (times) => times.map((ms) => `${(ms * 1000).toFixed(0)} µs`).join(' and ');
  return [
    '## Audit (SQLite, signed with Ed25519)',
    '',
    `CPU of an append in a transaction of 1,000, without and with signature: ${each([cpu.append.unsigned, cpu.append.signed])}; of an entry's verification: ${each([cpu.verify.unsigned, cpu.verify.signed])}.`,
    `Append, one committed transaction each: ${took(small)} at 1,000 entries, ${took(large)} at ${entries.toLocaleString('en')} (CPU ${(large.cpuMs / small.cpuMs).toFixed(2)} times).`,
    `Verify with signatures: ${rate(verified.small)} at 1,000 entries, ${rate(verified.large)} at ${entries.toLocaleString('en')}.`,
  ];
}

function took({ ms, cpuMs }) {
  return `${ms.toFixed(3)} ms (${cpuMs.toFixed(3)} ms of CPU)`;
}

function rate(perSecond) {
  return `${Math.round(perSecond).toLocaleString('en')} entries/s`;
}

async function measure(entries) {
  const { openDatabase } = require('../src/store/database.ts');
  const { appendAudit } = require('../src/store/audit.ts');
  const { verifyAudit } = require('../src/store/verify-audit.ts');
  const { systemClock } = require('../src/clock.ts');
  const { passingProcesses } = require('../src/evidence/signing-keys.ts');
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'switchboard-audit-'));
  const anotherProcess = passingProcesses();
  const keys = anotherProcess();
  const open = (name, hand) => openDatabase(`sqlite:${path.join(folder, name)}`, { clock: systemClock, ...(hand && { hand }) });
  const database = await open('switchboard.db', { keys, policyVersion: () => 'bench' });
  const unsigned = await open('unsigned.db');
  const body = { cmdlet: 'Set-CsUser', parameters: { Identity: 'bob@contoso.com', EnterpriseVoiceEnabled: true }, attempt: 1 };
  const append = (trx) => appendAudit(trx, systemClock, { kind: 'cmdlet.sent', changeId: null, actor: null, body });
  const fill = (count, into = database) =>
    into.transaction(async (trx) => {
      for (let n = 0; n < count; n++) await append(trx);
    });
  /** In milliseconds for each of 1,000. */
  const cpuOf = async (work) => {
    const began = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(began);
    return (user + system) / 1_000 / 1_000;
  };
  /** As another process verifies: signatures that this one made are known to it already. */
  const verifyAnew = async (from) => {
    const began = process.hrtime.bigint();
    const verdict = await verifyAudit(from.db, { keys: anotherProcess() });
    if (!verdict.ok) throw new Error(`The audit does not verify: entry ${verdict.seq} ${verdict.problem}.`);
    return verdict.entries / (Number(process.hrtime.bigint() - began) / 1e9);
  };
  const cost = async () => {
    const times = [];
    const cpu = process.cpuUsage();
    for (let n = 0; n < 500; n++) {
      const began = process.hrtime.bigint();
      await database.transaction(append);
      times.push(Number(process.hrtime.bigint() - began) / 1e6);
    }
    const { user, system } = process.cpuUsage(cpu);
    return { ms: times.sort((a, b) => a - b)[250], cpuMs: (user + system) / 1_000 / 500 };
  };
  try {
    // Once to get warm.
    await fill(1_000, unsigned);
    await keys.join(database.db);
    const cpu = {
      append: { unsigned: await cpuOf(() => fill(1_000, unsigned)), signed: await cpuOf(() => fill(1_000)) },
      verify: { unsigned: await cpuOf(() => verifyAudit(database.db)), signed: await cpuOf(() => verifyAnew(database)) },
    };
    const rates = { small: await verifyAnew(database), large: 0 };
    await cost();
    const small = await cost();
    for (let done = 2_000; done < entries; done += 1_000) await fill(1_000);
    const large = await cost();
    rates.large = await verifyAnew(database);
    return { small, large, verified: rates, cpu };
  } finally {
    await database.close();
    await unsigned.close();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

module.exports = { audit };
