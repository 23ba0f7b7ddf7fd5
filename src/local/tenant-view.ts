import type { Request, Response, Server } from 'restify';
import { z } from 'zod';
import type { People } from '../auth/people';
import { cmdletText } from '../cards/cmdlet-text';
import { displayNumber } from '../resources/display-number';
import { personVoice } from '../resources/person-voice/person-voice';
import type { TenantModel } from '../resources/tenant-model';
import { accountSchema } from '../simulator/account';
import { overviewSchema, type Overview } from '../simulator/overview';
import { isWrite } from '../tenant/contract';
import { faultNames, faults } from './faults';
import { ControlError, type SimulatedControl } from './simulated-control';

interface ViewOptions {
  control: SimulatedControl;
  model: TenantModel;
  people: People;
  /** Lets waiting clients go. */
  closing: AbortSignal;
}

/**
 * The simulated tenant beside the conversation: what is true of the people touched last, the last cmdlets, and trouble to switch on. `wait` (ms)
 * holds the answer until it is not the `known` version any more, as the conversation's stream does. 503: the tenant does not answer.
 */
export function addTenantView(routes: Server, options: ViewOptions): void {
  const { control, closing } = options;

  routes.get('/local/tenant.json', async (request: Request, response: Response) => {
    const query = viewQuery.safeParse(Object.fromEntries(new URLSearchParams(request.getQuery())));
    if (!query.success) return refuse(response, 400, 'known and wait are numbers.');
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    await answer(response, async () => {
      const { known, wait } = query.data;
      const seen = await control({ do: 'watch', known, waitMs: wait }, AbortSignal.any([gone.signal, closing]));
      return viewOf(overviewSchema.parse(seen), options);
    });
  });

  routes.post('/local/faults', async (request: Request, response: Response) => {
    const wish = faultWish.safeParse(request.body);
    if (!wish.success) return refuse(response, 400, 'There is no such fault.');
    await answer(response, async () => {
      // What is switched on twice is on once.
      await control(faults[wish.data.fault].off);
      if (wish.data.on) await control(faults[wish.data.fault].on);
      return {};
    });
  });

  routes.post('/local/edits', async (request: Request, response: Response) => {
    const wish = editWish.safeParse(request.body);
    if (!wish.success) return refuse(response, 400, 'There is no such edit.');
    await answer(response, async () => {
      const before = accountSchema.parse(await control({ do: 'account', user: wish.data.user }));
      const fields = wish.data.what === 'voice' ? { voice: !before.voice } : { number: anotherNumber(before.number) };
      await control({ do: 'edit', user: before.id, fields });
      return { name: before.displayName, voice: fields.voice ?? null, number: fields.number ? displayNumber(fields.number) : null };
    });
  });
}

const viewQuery = z.object({
  known: z.coerce.number().int().nonnegative().default(0),
  wait: z.coerce.number().int().nonnegative().max(25_000).default(0),
});
const faultWish = z.strictObject({ fault: z.enum(faultNames), on: z.boolean() });
/** What another administrator does: switches voice off (or on), or gives another number. */
const editWish = z.strictObject({ user: z.string().min(1).max(200), what: z.enum(['voice', 'number']) });

async function viewOf(now: Overview, { model, people }: ViewOptions): Promise<object> {
  const { calls } = personVoice(model).platform;
  const names = new Map((await people.everybody()).map(({ person }) => [person.objectId, person.name]));
  return {
    version: now.version,
    isTouched: now.isTouched,
    people: now.people.map(({ id, upn, name, voice, number, site, internationalSwitch, routing }) => {
      const dials = calls({ site, internationalSwitch, routing: { policy: routing, source: 'direct' } });
      return {
        id,
        upn,
        name,
        voice,
        number: number && displayNumber(number),
        site: dials.site,
        abroad: voice ? dials.abroad === 'open' : null,
      };
    }),
    calls: now.calls.map((call) => ({
      seq: call.seq,
      at: call.at,
      who: names.get(call.caller ?? '') ?? null,
      cmdlet: call.cmdlet,
      text: cmdletText(call),
      writes: isWrite(call.cmdlet),
      outcome: call.outcome,
    })),
    faults: Object.fromEntries(faultNames.map((name) => [name, faults[name].left(now)])),
  };
}

/** One that is nobody's: outside every range of the sample. */
function anotherNumber(number: string | null): string {
  return number?.startsWith('+1206555') ? `+1206555${String((Number(number.slice(8, 12)) + 1) % 10_000).padStart(4, '0')}` : '+12065550100';
}

async function answer(response: Response, act: () => Promise<object>): Promise<void> {
  try {
    response.send(200, await act());
  } catch (error) {
    if (!(error instanceof ControlError)) throw error;
    refuse(response, error.status, error.message);
  }
}

function refuse(response: Response, status: number, message: string): void {
  response.send(status, { error: { code: String(status), message } });
}
