'use strict';
const { randomUUID } = require('node:crypto');

/** What a vote takes with ten and with ten thousand changes that wait: each is an own transaction, with its entry of the audit. */
async function votes(scale) {
  const many = 10_000 / scale;
  const { openWorld } = require('../test/changes/world.ts');
  const { committee } = require('../test/changes/committee.ts');
  const { approvalsSchema, policyOf } = require('../src/approvals/policy-schema.ts');
  const policy = policyOf(
    approvalsSchema.parse({ rules: [{ name: 'all', when: {}, stages: [{ approvers: 20 }] }], maxPending: 1_000_000 }),
  );
  const people = committee();
  const world = await openWorld('cloud-connector', { policy, access: people.access });
  try {
    const hana = await people.person('hana');
    const voters = [];
    for (let n = 0; n < 19; n++) {
      people.add(`voter-${n}`, ['approvers'], {});
      voters.push(await people.person(`voter-${n}`));
    }
    const first = await world.proposed('enable-voice', { user: 'newhire@contoso.com', number: '+14255550142', site: 'Seattle' }, hana);
    await world.changes.confirm(hana, first.id);
    // Once to get warm, among ten.
    await cost(world, voters, await copies(world.database.db, first.id, 3));
    const few = await cost(world, voters, await copies(world.database.db, first.id, 6));
    await copies(world.database.db, first.id, many - 20);
    const lots = await cost(world, voters, await copies(world.database.db, first.id, 10));
    return [
      '## Votes (SQLite)',
      '',
      `A vote: ${few.toFixed(2)} ms with 10 changes that wait, ${lots.toFixed(2)} ms with ${many.toLocaleString('en')} (${(lots / few).toFixed(2)} times).`,
    ];
  } finally {
    await world.close();
  }
}

/** Makes changes that wait like the given one. @returns their ids */
async function copies(db, id, count) {
  const change = await db.selectFrom('changes').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  const part = await db.selectFrom('parts').selectAll().where('change_id', '=', id).executeTakeFirstOrThrow();
  delete change.id;
  delete part.id;
  const ids = [];
  await db.transaction().execute(async (trx) => {
    for (let n = 0; n < count; n++) {
      const row = { ...change, due_at: null, proposed_by: `bench|${randomUUID()}` };
      const made = await trx.insertInto('changes').values(row).returning('id').executeTakeFirstOrThrow();
      await trx
        .insertInto('parts')
        .values({ ...part, change_id: made.id, holds: null })
        .execute();
      ids.push(made.id);
    }
  });
  return ids;
}

/** The median of a vote of each person on each change, in milliseconds. */
async function cost(world, voters, ids) {
  const times = [];
  for (const id of ids) {
    for (const who of voters) {
      const began = process.hrtime.bigint();
      const { refused } = await world.changes.vote({ who, id, kind: 'approve', comment: null });
      if (refused) throw new Error(`Not voted: ${JSON.stringify(refused)}`);
      times.push(Number(process.hrtime.bigint() - began) / 1e6);
    }
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)];
}

module.exports = { votes };
