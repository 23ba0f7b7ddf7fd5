import type { Platform } from '../../src/resources/tenant-model';
import type { Tenant } from '../../src/tenant/tenant';
import { auditor, helpdesk, voiceAdmin } from '../changes/world';
import { startTalking, type Talking } from './talking';

async function talk(
  platform: Platform,
  body: (talking: Talking) => Promise<void>,
  options: Parameters<typeof startTalking>[1] = {},
): Promise<void> {
  const talking = await startTalking(platform, options);
  try {
    await body(talking);
  } finally {
    await talking.reports.close();
    await talking.world.close();
  }
}

/** A tenant that answers listings only when it is told to. */
function gate(): { wrap: (tenant: Tenant) => Tenant; open: () => void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  const wrap = (tenant: Tenant): Tenant => ({
    ...tenant,
    async call(call) {
      if (call.parameters.ResultSize !== undefined) await opened;
      return tenant.call(call);
    },
  });
  return { wrap, open };
}

describe.each<Platform>(['cloud-connector', 'direct-routing'])('on %s', (platform) => {
  test('report sites counts everybody with voice once and writes each to a file', () =>
    talk(platform, async ({ says, reported, world }) => {
      expect(await says('report sites')).toMatch(/Report: sites\n[^]*Reading the tenant[^]*stop report/);
      const { text, file } = await reported();
      expect(text).toMatch(/\d+ accounts\n\nSeattle: █+.? \d+ · \d+%[^]*\nParis: [^]*\nTokyo: [^]*\nNo site: [^]*Fetch CSV: http/);
      const rows = (file ?? '').replace(/\r\n$/, '').split('\r\n');
      expect(rows[0]).toBe(
        '\ufeffName,UPN,Department,Voice,Number,Site,Without a site,Calls abroad,Routing policy,Phone System licence,Sign-in allowed',
      );
      const counts = [...text.matchAll(/: (?:[█▏▎▍▌▋▊▉]+ )?(\d+) · /g)].map(([, count]) => Number(count));
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(rows.length - 1);
      expect(text).toContain(`${rows.length - 1} accounts`);
      expect(rows.find((row) => row.includes('busy@contoso.com'))).toMatch(
        /^Bianca Busy,busy@contoso.com,\w+,yes,tel:\+14255550199,Seattle,,blocked,/,
      );
      expect(rows.some((row) => row.includes('sofia.departed'))).toBe(false);
      const audited = await world.database.db.selectFrom('audit').select('kind').where('kind', 'like', 'report.%').execute();
      expect(audited.map(({ kind }) => kind)).toEqual(['report.begun', 'report.ended']);
    }));

  test('who has voice and no site is told with where their calls go', () =>
    talk(platform, async ({ says, reported }) => {
      await says('report sites');
      const { text, file } = await reported();
      expect(text).toMatch(
        platform === 'cloud-connector' ? /no site: calls leave through Seattle/ : /no site: no calls out: the Global policy is empty/,
      );
      expect(file).toMatch(platform === 'cloud-connector' ? /carla[^\n]*calls leave through Seattle/ : /carla[^\n]*Global policy is empty/);
    }));

  test.each([
    ['report voice', /Voice and a number: [^]*Licence, no voice: [^]*None of these: /, /newhire@/, /greta/],
    [
      'report voice without licence',
      /Without a working Phone System licence alone[^]*None of these/,
      /unlicensed@[^\n]*no,yes/,
      /newhire@/,
    ],
    ['report international', /Calls abroad allowed: [^]*Calls abroad blocked: /, /jose.garcia@[^\n]*allowed/, /newhire@/],
    ['report sites at Paris', /At Paris alone\n\d+ accounts\n\nParis: █{16} \d+ · 100%\n/, /marie.martin2@/, /busy@/],
    ['report voice of Legal', /Department Legal alone/, /marie.martin2@/, /busy@|newhire@/],
    ['report sites at Paris of Legal', /At Paris alone[^]*Department Legal alone/, /marie.martin2@/, /noel.lefevre@/],
    ['report voice of Nowhere', /Nobody fits/, /Name,UPN/, /@/],
  ])('%s', (say, card, has, hasNot) =>
    talk(platform, async ({ says, reported }) => {
      await says(say);
      const { text, file } = await reported();
      expect(text).toMatch(card);
      expect(file).toMatch(has);
      expect(file).not.toMatch(hasNot);
    }),
  );

  test('what cannot be reported is said, with what can', () =>
    talk(platform, async ({ says }) => {
      expect(await says('report')).toMatch(/Which report\?[^]*report sites[^]*report voice[^]*report international/);
      expect(await says('report sites at Atlantis')).toMatch(/no site “Atlantis”/);
      expect(await says('report voice without joy')).toMatch(/without joy/);
    }));

  test('one at a time for each person, and another for somebody else', () => {
    const { wrap, open } = gate();
    return talk(
      platform,
      async ({ says, as, reported }) => {
        await says('report sites');
        expect(await says('report voice')).toMatch(/one at a time[^]*stop report/);
        as(helpdesk);
        expect(await says('report voice')).toMatch(/Reading the tenant/);
        open();
        await reported();
        await reported();
        as(voiceAdmin);
        expect(await says('report voice')).toMatch(/Reading the tenant/);
        await reported();
      },
      { wrap },
    );
  });

  test.each(['stop report', 'stop'])('«%s» in the middle stops it and keeps nothing', (say) => {
    const { wrap, open } = gate();
    return talk(
      platform,
      async ({ says, reported }) => {
        await says('report sites');
        expect(await says(say)).toMatch(/The report stops/);
        open();
        expect(await reported()).toEqual({ text: expect.stringMatching(/Stopped after[^]*Nothing was kept[^]*report sites/), file: null });
        expect(await says('stop report')).toMatch(/No report is being made/);
      },
      { wrap },
    );
  });

  test('a tenant that does not answer is told', () =>
    talk(platform, async ({ says, reported, world }) => {
      world.simulator.control({ do: 'fault', kind: 'refuse', cmdlet: 'Get-CsOnlineUser' });
      await says('report sites');
      expect((await reported()).text).toMatch(/could not be finished/);
      expect(world.faults).toEqual([]);
    }));

  test('it tells how far it is, and that it was interrupted when its bot ends', () => {
    const { wrap, open } = gate();
    return talk(
      platform,
      async ({ says, news, reports, reported }) => {
        await says('report voice');
        open();
        await reported();
        expect(news[0]).toMatchObject({ state: 'running' });
        await says('report voice');
        await Promise.all([reports.close(), reported().then(({ text }) => expect(text).toMatch(/restarted before it was finished/))]);
      },
      { wrap },
    );
  });
});

test('after a crash the next bot says so', () => {
  const { wrap, open } = gate();
  return talk(
    'cloud-connector',
    async ({ says, reports, reported }) => {
      await says('report sites');
      await reports.sweep({ atStart: true });
      expect((await reported()).text).toMatch(/restarted before it was finished/);
      open();
    },
    { wrap },
  );
});

test('who may not read gets none', () =>
  talk('cloud-connector', async ({ says, as }) => {
    as({ ...auditor, roles: [] });
    expect(await says('report sites')).toMatch(/may not see/);
  }));

test('in French, to the last cell', () =>
  talk('cloud-connector', async ({ says, as, reported }) => {
    as(voiceAdmin, 'fr');
    expect(await says('rapport international à Paris')).toMatch(/Rapport\u00a0: appels à l’étranger/);
    const { text, file } = await reported();
    expect(text).toMatch(/Seulement à Paris[^]*Appels à l’étranger autorisés/);
    expect(file).toMatch(/^\ufeffNom,UPN,Service,Voix,Numéro,Site,Sans site/);
    expect(file).toMatch(/oui/);
  }));
