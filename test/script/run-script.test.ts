import { whoMay } from '../../src/auth/right-refusal';
import type { Change } from '../../src/changes/change';
import { operations } from '../../src/operations';
import type { State } from '../../src/resources/facts';
import { changeScript } from '../../src/script/change-script';
import { factLines } from '../../src/cards/fact-lines';
import type { Platform } from '../../src/resources/tenant-model';
import { canonicalParameters, checkCall, isWrite } from '../../src/tenant/contract';
import { serveSimulator, type SimulatorServer } from '../../src/simulator/server';
import type { Simulator } from '../../src/simulator/simulator';
import { openWorld, voiceAdmin, type World } from '../changes/world';
import { engine } from '../powershell/engine';
import { simulatedModule } from '../powershell/open-powershell';
import { openShell, type Shell } from './shell';
import { wishes, type Wish } from './wishes';

const key = 'a key that only this test knows';
const ready = engine();
const platforms = ['cloud-connector', 'direct-routing'] as const;

function scriptOf({ context, model, clock }: World, change: Change): string {
  return changeScript({
    change,
    reader: { person: voiceAdmin, language: 'en', now: clock.now(), whoMay: (right) => whoMay(context.people, right) },
    model,
    lines: (part) => factLines(context.resourceOf(part.resource), part),
    readsOf: ({ resource, key: of, before, goal }) => context.resourceOf(resource).reads(of, before, goal),
  });
}

interface Case extends Wish {
  id: string;
}

function cases(platform: Platform): [string, Case][] {
  return operations.flatMap(({ id }) =>
    (wishes[id] ?? [])
      .filter(({ on }) => on === undefined || on.includes(platform))
      .map((wish): [string, Case] => [`${id} ${JSON.stringify(wish.input)}`, { ...wish, id }]),
  );
}

/** A world in which this can be wished. */
async function worldFor(platform: Platform, { population, first = [] }: Wish): Promise<World> {
  const world = await openWorld(platform, population === undefined ? {} : { population });
  for (const control of first) world.simulator.control(control);
  return world;
}

test.each(operations.map(({ id }) => id))('%s has a wish that is scripted here', (id) => {
  expect(wishes[id]?.length).toBeGreaterThan(0);
});

describe.each(platforms)('every fact that a step sets or a wait awaits can be read on %s', (platform) => {
  test.each(cases(platform))('%s', async (_name, wish) => {
    const world = await worldFor(platform, wish);
    const change = await world.proposed(wish.id, wish.input);
    for (const { resource, key: of, before, goal, plan } of change.parts) {
      const reads = world.context.resourceOf(resource).reads(of, before, goal);
      expect(Object.values(reads).flatMap((call) => checkCall(call, platform) ?? [])).toEqual([]);
      expect(Object.keys(reads)).toEqual(
        expect.arrayContaining(plan.flatMap(({ step }) => Object.keys(step.kind === 'cmdlet' ? step.sets : step.until))),
      );
    }
    await world.close();
  });
});

if (ready.kind === 'none') test.skip(`scripts in PowerShell: ${ready.reason}`, () => undefined);
else
  describe.each(platforms)('a script in PowerShell on %s', (platform) => {
    let shell: Shell;
    let server: SimulatorServer;
    let served: World;
    /** Each read takes a minute of the simulated tenant's time, so that what it derives and replicates comes. */
    const now = (): Simulator => served.simulator;

    beforeAll(async () => {
      shell = await openShell();
      server = await serveSimulator(
        {
          platform,
          call: (call, caller) => now().call(call, caller),
          stream: (call, caller) => {
            served.clock.advance(isWrite(call.cmdlet) ? 0 : 60_000);
            return now().stream(call, caller);
          },
          control: (control) => now().control(control),
          calls: () => now().calls(),
          account: (user) => now().account(user),
        },
        { key },
      );
      await shell.run(`Import-Module '${simulatedModule}'; Connect-SimulatedTenant -Url '${server.url}' -Key '${key}'`);
    });
    afterAll(async () => {
      shell.close();
      await server.close();
    });
    beforeEach(async () => {
      served = await openWorld(platform);
    });
    afterEach(() => served.close());

    const writes = ({ simulator }: World) =>
      simulator
        .calls()
        .flatMap(({ cmdlet, parameters }) =>
          isWrite(cmdlet) ? [{ cmdlet, parameters: canonicalParameters({ cmdlet, parameters }) }] : [],
        );

    /** The states of everybody in a change, as they truly are. */
    async function states(world: World, change: Change): Promise<(State | null)[]> {
      world.clock.advance(3_600_000);
      const read = [];
      for (const part of change.parts)
        read.push(await world.context.resourceOf(part.resource).read(world.context.tenantFor(voiceAdmin), part.key));
      return read;
    }

    async function sameAsRun(ran: World, { id, input }: Case, back: boolean): Promise<void> {
      const propose = async (world: World) => {
        const change = await world.proposed(id, input);
        if (!back) return change;
        await world.run(change);
        await world.rest();
        world.clock.advance(3_600_000);
        const proposal = await world.changes.putBack({ who: voiceAdmin, of: change.id, proposedBy: 'back' });
        if (proposal.kind !== 'proposed') throw new Error(JSON.stringify(proposal));
        return proposal.change;
      };
      const change = await propose(served);
      const other = await propose(ran);
      const before = writes(served).length;
      served.simulator.control({ do: 'replicate', ms: 150_000 });
      const script = scriptOf(served, change);

      expect((await shell.parse(script)).errors).toEqual([]);
      expect((await shell.run(script)).thrown).toBeNull();
      expect((await ran.run(other)).state).toBe('done');
      expect(await states(served, change)).toEqual(await states(ran, other));
      expect(writes(served).slice(before)).toEqual(writes(ran).slice(before));

      const { said, thrown } = await shell.run(script);
      expect(thrown).toBeNull();
      expect(said.filter((line) => line.includes('already so'))).toHaveLength(
        change.parts.flatMap(({ plan }) => plan.filter(({ step }) => step.kind === 'cmdlet')).length,
      );
      expect(writes(served)).toHaveLength(writes(ran).length);
      expect((await served.changes.get(voiceAdmin, change.id)).version).toBe(change.version);
    }

    test.each(
      cases(platform).flatMap(([name, wish]) => [
        [name, wish, false] as const,
        ...(wish.final ? [] : [[`put back of ${name}`, wish, true] as const]),
      ]),
    )('%s makes what the runner makes, and nothing the second time', async (_name, wish, back) => {
      await served.close();
      served = await worldFor(platform, wish);
      const ran = await worldFor(platform, wish);
      await sameAsRun(ran, wish, back);
      await ran.close();
    });

    test('writes nothing when somebody edited a fact of a later step', async () => {
      const change = await served.proposed('allow-international', { user: 'busy@contoso.com' });
      served.simulator.control({
        do: 'edit',
        user: 'busy@contoso.com',
        fields: { voiceRoutingPolicy: null, onlineVoiceRoutingPolicy: 'Paris-National' },
      });
      const { thrown } = await shell.run(scriptOf(served, change));
      expect(thrown).toMatch(/^Bianca Busy \(busy@contoso.com\): routing is .+, and was .+ when this was planned/);
      expect(writes(served)).toEqual([]);
    });

    test('writes nothing for one person when the other was edited', async () => {
      const change = await served.proposed('give-number', { user: 'busy@contoso.com', receiver: 'newhire@contoso.com' });
      served.simulator.control({ do: 'edit', user: 'newhire@contoso.com', fields: { number: '+14255550149' } });
      const { thrown } = await shell.run(scriptOf(served, change));
      expect(thrown).toContain("Nina Newhire (newhire@contoso.com): number is '+14255550149', and was $null");
      expect(writes(served)).toEqual([]);
    });

    test('stops where a cmdlet fails, and says why', async () => {
      const change = await served.proposed('give-number', { user: 'busy@contoso.com', receiver: 'newhire@contoso.com' });
      served.simulator.control({ do: 'edit', user: 'newhire@contoso.com', fields: { plans: [] } });
      const { thrown } = await shell.run(scriptOf(served, change));
      expect(thrown).toMatch(/licen[sc]e|service plan/);
      expect(writes(served)).toHaveLength(change.parts[0]!.plan.length + 1);
    });

    test('gives up on what is never seen', async () => {
      const change = await served.proposed('assign-site', { user: 'busy@contoso.com', site: 'Paris' });
      served.simulator.control({ do: 'replicate', ms: 400 * 60_000 });
      const { thrown } = await shell.run(scriptOf(served, change));
      expect(thrown).toMatch(/still reads as before, \d+ seconds after the cmdlet/);
      expect(writes(served)).toHaveLength(1);
    });

    test('writes nothing in another tenant', async () => {
      const change = await served.proposed('assign-site', { user: 'busy@contoso.com', site: 'Paris' });
      const elsewhere = { ...served, model: { ...served.model, tenantId: '11111111-1111-1111-1111-111111111111' } };
      expect((await shell.run(scriptOf(elsewhere, change))).thrown).toContain('another tenant');
      expect(writes(served)).toEqual([]);
    });
  });
