import { accountPages } from '../../src/resources/person-voice/account-pages';
import { createPopulation } from '../../src/simulator/population';
import { createSimulator } from '../../src/simulator/simulator';
import { createInProcessTenant } from '../../src/tenant/simulated';
import type { Row, Tenant } from '../../src/tenant/tenant';
import { eq } from '../../src/tenant/filter';

const simulated = (platform: 'cloud-connector' | 'direct-routing') => createInProcessTenant(createSimulator({ platform, population: 300 }));
const everybody = createPopulation(1, 300)
  .map(({ upn }) => upn.toLowerCase())
  .sort();

async function listed(tenant: Tenant, options: Parameters<typeof accountPages>[1]): Promise<string[][]> {
  const pages = [];
  for await (const { rows } of accountPages(tenant, options))
    pages.push(rows.map(({ UserPrincipalName }) => String(UserPrincipalName).toLowerCase()));
  return pages;
}

test.each([2, 7, 50, 299, 300, 301, 5_000])('with %d to an answer everybody comes once, in order', async (pageSize) => {
  const pages = await listed(simulated('direct-routing'), { pageSize });
  expect(pages.flat()).toEqual(everybody);
  expect(Math.max(...pages.map((page) => page.length))).toBeLessThanOrEqual(pageSize);
});

test('a filter holds in every range', async () => {
  const pages = await listed(simulated('cloud-connector'), { pageSize: 10, filter: eq('EnterpriseVoiceEnabled', true) });
  const wanted = createPopulation(1, 300).filter(({ voice }) => voice);
  expect(pages.flat()).toEqual(wanted.map(({ upn }) => upn.toLowerCase()).sort());
});

test('it goes on where it stopped', async () => {
  const tenant = simulated('direct-routing');
  const first: string[] = [];
  let upTo: string | null = null;
  for await (const page of accountPages(tenant, { pageSize: 20 })) {
    first.push(...page.rows.map(({ UserPrincipalName }) => String(UserPrincipalName).toLowerCase()));
    upTo = page.upTo;
    if (first.length > 100) break;
  }
  expect([...first, ...(await listed(tenant, { pageSize: 20, after: upTo })).flat()]).toEqual(everybody);
});

/** Answers as a tenant might that compares in an order of its own, and gives any of the rows that fit. */
function oddTenant(upns: string[]): Tenant {
  const rank = (upn: string): string => [...upn.toLowerCase()].reverse().join('');
  return {
    settleMs: () => 0,
    async call({ parameters }) {
      const bound = (operator: string) => new RegExp(`UserPrincipalName -${operator} '([^']*)'`).exec(String(parameters.Filter ?? ''))?.[1];
      const [start, end] = [bound('ge'), bound('lt')];
      const fit = upns.filter((upn) => (!start || rank(upn) >= rank(start)) && (!end || rank(upn) < rank(end)));
      const output: Row[] = fit.slice(-Number(parameters.ResultSize)).map((upn) => ({ UserPrincipalName: upn }));
      return { outcome: 'done', output, warnings: [] };
    },
  };
}

test('the order is the tenant’s own affair', async () => {
  const pages = await listed(oddTenant(everybody), { pageSize: 10 });
  expect(pages.flat().sort()).toEqual(everybody);
});

test('more namesakes than an answer can hold are said, not looped over', async () => {
  await expect(listed(oddTenant(Array.from({ length: 20 }, () => 'same@contoso.com')), { pageSize: 10 })).rejects.toThrow(/share the UPN/);
});
