import { nothingMoreToShow } from '../../src/bot/shown-as';
import type { Change, JournalEntry } from '../../src/changes/change';
import { isEnded } from '../../src/changes/transition';
import { canonicalJson } from '../../src/store/canonical-json';
import { verifyAudit } from '../../src/store/verify-audit';
import { isWrite } from '../../src/tenant/contract';
import { allChanges } from './standing';
import type { PowerWorld } from './world';

/** What must hold at any moment, however the last bot ended. Every violation as a sentence. */
export async function alwaysViolated(world: PowerWorld): Promise<string[]> {
  const { db } = await world.look();
  // Calls first: what was sent is in the journal already.
  await world.readCalls();
  const changes = await allChanges(db);
  const verdict = await verifyAudit(db);
  const audit = verdict.ok ? [] : [`audit entry ${verdict.seq} is ${verdict.problem}`];
  return [...audit, ...(await unaudited(world, changes)), ...sentTwice(world, changes), ...heldTwice(changes)];
}

/** What must hold once a bot has had the time to do everything. */
export async function atRestViolated(world: PowerWorld): Promise<string[]> {
  const { db } = await world.look();
  const changes = await allChanges(db);
  const found = await alwaysViolated(world);
  for (const change of changes.filter(({ state }) => !isEnded(state))) found.push(`#${change.id} has not ended: ${change.state}`);
  for (const row of await db.selectFrom('changes').selectAll().where('lease_until', 'is not', null).execute())
    found.push(`#${row.id} is still held by ${row.lease_owner}`);
  for (const row of await db.selectFrom('parts').selectAll().where('holds_until', 'is not', null).execute())
    found.push(`part ${row.id} still settles`);
  for (const row of await db.selectFrom('parts').selectAll().where('holds', 'is not', null).execute())
    found.push(`part ${row.id} still holds ${row.holds}`);
  for (const row of await db.selectFrom('claims').selectAll().where('state', '=', 'held').execute())
    found.push(`${row.kind} ${row.value} is still held by part ${row.part_id}`);
  for (const row of await db.selectFrom('inbox').selectAll().where('handled_at', 'is', null).where('given_up_at', 'is', null).execute())
    found.push(`message ${row.activity_id} was never handled`);
  return [...found, ...(await staleCards(world, changes)), ...(await untrue(world, changes))];
}

function entriesOf(changes: Change[]): JournalEntry[] {
  return changes.flatMap(({ parts }) => parts.flatMap(({ journal }) => journal.filter(({ step }) => step.kind === 'cmdlet')));
}

function sentTwice(world: PowerWorld, changes: Change[]): string[] {
  const sent = count(
    world.calls.filter(({ cmdlet }) => isWrite(cmdlet)).map(({ cmdlet, parameters }) => canonicalJson({ cmdlet, parameters })),
  );
  const name = ({ step }: JournalEntry) =>
    step.kind === 'cmdlet' ? canonicalJson({ cmdlet: step.cmdlet, parameters: step.parameters }) : '';
  const entries = entriesOf(changes);
  const intended = count(entries.map(name));
  const answered = count(entries.filter(({ outcome }) => outcome === 'done' || outcome === 'failed').map(name));
  const tooOften = [...sent].filter(([what, times]) => times > (intended.get(what) ?? 0));
  const never = [...answered].filter(([what, times]) => times > (sent.get(what) ?? 0));
  return [
    ...tooOften.map(([what, times]) => `sent ${times} times, intended ${intended.get(what) ?? 0} times: ${what}`),
    ...never.map(([what, times]) => `answered ${times} times, sent ${sent.get(what) ?? 0} times: ${what}`),
  ];
}

/** State and audit are one transaction: each intent and each outcome has its entry, and a change's last entry says its state. */
async function unaudited(world: PowerWorld, changes: Change[]): Promise<string[]> {
  const { db } = await world.look();
  const found: string[] = [];
  const rows = await db.selectFrom('audit').select(['kind', 'change_id', 'body']).orderBy('seq').execute();
  const byChange = new Map<number, { kind: string; body: string | null }[]>();
  for (const { change_id: id, kind, body } of rows) if (id !== null) byChange.set(id, [...(byChange.get(id) ?? []), { kind, body }]);
  for (const change of changes) {
    const entries = byChange.get(change.id) ?? [];
    const kinds = (kind: string) => entries.filter((entry) => entry.kind === kind).length;
    const journal = entriesOf([change]);
    if (kinds('cmdlet.sent') !== journal.length) found.push(`#${change.id}: ${journal.length} intents, ${kinds('cmdlet.sent')} audited`);
    const outcomes = journal.filter(({ outcome }) => outcome !== null).length;
    if (kinds('cmdlet.answered') !== outcomes) found.push(`#${change.id}: ${outcomes} outcomes, ${kinds('cmdlet.answered')} audited`);
    const last = entries.flatMap(({ body }) => (body?.includes('"to":') ? [JSON.parse(body) as { to: string }] : [])).at(-1);
    if (last?.to !== change.state) found.push(`#${change.id} is ${change.state}, its audit says ${last?.to}`);
  }
  return found;
}

/** One open change on a person, one person with a number. */
function heldTwice(changes: Change[]): string[] {
  const open = changes.filter(({ state }) => !isEnded(state)).flatMap(({ parts }) => parts.map(({ key }) => key));
  return [...count(open)].filter(([, times]) => times > 1).map(([key, times]) => `${times} open changes on ${key}`);
}

async function staleCards(world: PowerWorld, changes: Change[]): Promise<string[]> {
  const { db } = await world.look();
  const found: string[] = [];
  for (const card of await db.selectFrom('sent_cards').selectAll().execute()) {
    const change = changes.find(({ id }) => id === card.change_id);
    if (card.given_up) found.push(`card ${card.id} was given up`);
    if (card.shown_version !== nothingMoreToShow && card.shown_version !== change?.version)
      found.push(`card ${card.id} shows version ${card.shown_version} of #${card.change_id}, which has ${change?.version}`);
    const message = await db
      .selectFrom('local_activities')
      .select('activity')
      .where('conversation', '=', card.conversation)
      .where('activity_id', '=', card.activity_id)
      .executeTakeFirst();
    const versions = [...(message?.activity ?? '').matchAll(/"change":(\d+),"version":(\d+)/g)];
    for (const [, id, version] of versions)
      if (Number(id) === change?.id && Number(version) !== change.version)
        found.push(`the message of card ${card.id} still has version ${version} of #${id}`);
  }
  return found;
}

/** «Done» is a promise about the tenant; a number belongs to one person. */
async function untrue(world: PowerWorld, changes: Change[]): Promise<string[]> {
  const found: string[] = [];
  const last = new Map(changes.flatMap((change) => change.parts.map((part) => [part.key, { change, part }])));
  const holders: string[] = [];
  for (const [key, { change, part }] of last) {
    const account = await world.account(key);
    if (account.number) holders.push(account.number);
    if (part.state !== 'done' || world.edited.has(key)) continue;
    const { goal } = part;
    if ('number' in goal && account.number !== goal.number) found.push(`#${change.id} is done, the number is ${account.number}`);
    if ('voice' in goal && account.voice !== goal.voice) found.push(`#${change.id} is done, voice is ${account.voice}`);
  }
  return [...found, ...[...count(holders)].filter(([, times]) => times > 1).map(([number, times]) => `${number} is held by ${times}`)];
}

function count(names: string[]): Map<string, number> {
  const times = new Map<string, number>();
  for (const name of names) times.set(name, (times.get(name) ?? 0) + 1);
  return times;
}
