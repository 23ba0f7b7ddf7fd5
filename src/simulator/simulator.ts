import { setTimeout as pause } from 'node:timers/promises';
import type { z } from 'zod';
import type { Clock } from '../clock';
import { systemClock } from '../clock';
import { canonicalParameters, checkCall, isWrite, notRecognised, project } from '../tenant/contract';
import type { Answer, Call, Row } from '../tenant/tenant';
import { licencesFor, type Account, type AccountEdit } from './account';
import { CmdletError } from './cmdlet-error';
import { simulatedCmdlets } from './cmdlets/table';
import { controlSchema, type Control, type TokenRule } from './control';
import { afterwards, Faults, instead } from './faults';
import type { Platform } from './platform';
import type { LoggedCall } from './logged-call';
import { createNews } from './news';
import { overviewOf, type Overview } from './overview';
import { createRandom } from './random';
import { Roles } from './roles';
import type { Saved, Storage } from './storage';
import { bearerOf, type CallTokens } from './tokens';
import { createWorld } from './world';

export type StreamedAnswer = Exclude<Answer, { outcome: 'done' }> | { outcome: 'done'; output: Iterable<Row>; warnings: string[] };

/** A tenant that answers cmdlets. Writes happen at once and whole; what readers see of them may come late. */
export interface Simulator {
  platform: Platform;
  /** Never settles after a `hang`. */
  call(call: Call, caller?: string, tokens?: CallTokens): Promise<Answer>;
  /** The same; a long listing is made row by row as it is read. */
  stream(call: Call, caller?: string, tokens?: CallTokens): Promise<StreamedAnswer>;
  /** @throws ZodError for a control that is none, Error for an account that is not there. */
  control(control: Control): unknown;
  calls(): readonly LoggedCall[];
  /** The account as it truly is, by UPN, alias or object id. Throws when there is none. */
  account(user: string): Account;
}

export interface SimulatorOptions {
  platform: Platform;
  seed?: number;
  clock?: Clock;
  /** How many accounts; 0 is a tenant that nobody has set up, with a handful of people who never phoned. */
  population?: number;
  replicationMs?: number;
  /** How long a licence takes until its plans are ready, in milliseconds. */
  provisioningMs?: number;
  storage?: Storage;
}

const keptCalls = 10_000;

export function createSimulator({
  platform,
  seed = 1,
  clock = systemClock,
  population = 300,
  replicationMs = 0,
  provisioningMs = 300,
  storage,
}: SimulatorOptions): Simulator {
  const faults = new Faults();
  const roles = new Roles();
  const random = createRandom(seed);
  const log: LoggedCall[] = [];
  const state = { slowMs: 0, replicationMs, clockOffset: 0, seq: 0 };
  let tokenRule: TokenRule | null = null;
  /** Ids of accounts, those that were written last at the end. */
  const touched = new Set<string>();
  const news = createNews(clock.now().getTime());
  const changes: Saved = { accounts: {}, inventory: {} };
  const world = createWorld({
    platform,
    seed,
    people: population,
    now: () => clock.now().getTime() + state.clockOffset,
    replicationMs: () => state.replicationMs,
    provisioningMs,
    changed(what) {
      if ('account' in what) {
        changes.accounts[what.account.id] = what.account;
        touched.delete(what.account.id);
        touched.add(what.account.id);
      }
      if ('number' in what) changes.inventory[what.number.number] = what.number;
      if ('settings' in what) changes.settings = what.settings;
      news.tell();
      storage?.save(changes);
    },
  });
  restore();
  return { platform, call, stream, control, calls: () => log, account };

  function restore(): void {
    const saved = storage?.load();
    for (const row of Object.values(saved?.accounts ?? {})) {
      world.restoreAccount(row);
      touched.add(row.id);
    }
    for (const row of Object.values(saved?.inventory ?? {})) world.inventory.put(row.number, row, 0, 0);
    if (saved?.settings) world.restoreSettings((changes.settings = saved.settings));
    Object.assign(changes.accounts, saved?.accounts);
    Object.assign(changes.inventory, saved?.inventory);
  }

  async function call(asked: Call, caller?: string, tokens?: CallTokens): Promise<Answer> {
    const answer = await stream(asked, caller, tokens);
    return answer.outcome === 'done' ? { ...answer, output: [...answer.output] } : answer;
  }

  async function stream({ cmdlet, parameters }: Call, said?: string, tokens?: CallTokens): Promise<StreamedAnswer> {
    const bearer = tokenRule ? bearerOf(tokenRule, tokens, cmdlet, world.now()) : { caller: said, tokenId: null };
    const caller = 'caller' in bearer ? bearer.caller : undefined;
    const entry: LoggedCall = {
      seq: (state.seq += 1),
      at: new Date(world.now()).toISOString(),
      caller: caller ?? null,
      tokenId: 'caller' in bearer ? bearer.tokenId : null,
      cmdlet,
      parameters,
      outcome: null,
    };
    log.push(entry);
    if (log.length > keptCalls) log.shift();
    news.tell();
    if (state.slowMs > 0) await pause(state.slowMs);
    if ('refused' in bearer) {
      entry.outcome = 'failed';
      news.tell();
      return { outcome: 'failed', error: bearer.refused };
    }
    const fault = faults.take(cmdlet);
    const once = instead(fault, cmdlet) ?? answerTo({ cmdlet, parameters }, caller);
    const answer = afterwards(fault, cmdlet, fault?.kind === 'twice' ? both(once, answerTo({ cmdlet, parameters }, caller)) : once);
    if (!answer) return new Promise<never>(() => undefined);
    entry.outcome = answer.outcome;
    news.tell();
    return answer;
  }

  function answerTo(asked: Call, caller: string | undefined): StreamedAnswer {
    const refused = checkCall(asked, platform);
    if (refused) return { outcome: 'not-run', error: refused };
    const run = simulatedCmdlets[platform][asked.cmdlet];
    if (!run) return { outcome: 'not-run', error: notRecognised(asked.cmdlet) };
    const lacking = roles.refusal(caller, asked.cmdlet);
    if (lacking) return { outcome: 'failed', error: lacking };
    const parameters = canonicalParameters(asked);
    if (isWrite(asked.cmdlet) && parameters.WhatIf === true) return { outcome: 'done', output: [], warnings: [] };
    try {
      const warnings: string[] = [];
      const rows = run(world, parameters, (text) => warnings.push(text));
      return { outcome: 'done', output: projected(asked.cmdlet, rows), warnings };
    } catch (error) {
      if (error instanceof CmdletError) return { outcome: 'failed', error: { ...error.record, id: `${error.record.id},${asked.cmdlet}` } };
      throw error;
    }
  }

  /** It acted twice, and both answers came as one. */
  function both(first: StreamedAnswer, second: StreamedAnswer): StreamedAnswer {
    if (first.outcome !== 'done' || second.outcome !== 'done') return second;
    return { ...second, output: [...first.output, ...second.output] };
  }

  function account(user: string): Account {
    const wanted = user.toLowerCase();
    const found =
      world.accounts.current(wanted) ??
      [...world.idsNamed(wanted)]
        .map((id) => world.accounts.current(id))
        .find((one) => one?.upn.toLowerCase() === wanted || one?.alias === wanted);
    if (!found) throw new Error(`The simulated tenant has no account «${user}».`);
    return found;
  }

  function edit(before: Account, fields: AccountEdit): void {
    const licences = fields.licences ?? (fields.plans ? licencesFor(fields.plans) : before.licences);
    world.saveAccount({ ...before, ...fields, licences });
  }

  async function watch(known: number, waitMs: number): Promise<Overview> {
    const version = await news.after(known, waitMs);
    return { version, ...overviewOf(world, { touched: [...touched], log, slowMs: state.slowMs, faults: faults.due() }) };
  }

  function control(command: Control): unknown {
    const asked = controlSchema.parse(command);
    if (asked.do === 'watch') return watch(asked.known, asked.waitMs);
    const done = obey(asked);
    news.tell();
    return done;
  }

  function obey(asked: Exclude<z.output<typeof controlSchema>, { do: 'watch' }>): unknown {
    switch (asked.do) {
      case 'slow':
        return void (state.slowMs = asked.ms);
      case 'replicate':
        state.replicationMs = asked.ms;
        return void (world.flicker = asked.flicker ? random.below : undefined);
      case 'derive':
        return void (world.voicePolicyAfterMs = asked.ms);
      case 'fault':
        return faults.add(asked);
      case 'behave':
        Object.assign(state, { slowMs: 0, replicationMs });
        world.flicker = undefined;
        roles.clear();
        return faults.clear();
      case 'edit':
        return edit(account(asked.user), asked.fields);
      case 'provision':
        return void (world.provisioningMs = asked.ms);
      case 'roles':
        return roles.set(asked.caller, asked.roles);
      case 'require-tokens':
        return void (tokenRule = asked.of);
      case 'role':
        return roles.switch(asked.caller, asked.role, asked.active);
      case 'configure':
        return world.saveSettings(asked.fields);
      case 'settings':
        return world.currentSettings();
      case 'set-clock':
        return void (state.clockOffset = Date.parse(asked.at) - clock.now().getTime());
      case 'advance-clock':
        return void (state.clockOffset += asked.ms);
      case 'account':
        return account(asked.user);
      case 'calls':
        return log.filter(({ seq }) => seq > asked.after);
    }
  }
}

function* projected(cmdlet: string, rows: Iterable<Row>): IterableIterator<Row> {
  for (const row of rows) yield project(cmdlet, row);
}
