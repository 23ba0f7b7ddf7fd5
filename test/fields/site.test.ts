import { site } from '../../src/fields/site';
import { simulatedContext } from './simulated-context';

const { context } = simulatedContext('cloud-connector');
const twoAlike = {
  ...context,
  model: { ...context.model, sites: context.model.sites.map((one, index) => ({ ...one, name: `Bâle ${index}` })) },
};

test.each([
  ['Seattle', { name: 'Seattle' }],
  ['SEATTLE', { name: 'Seattle' }],
  [' paris ', { name: 'Paris' }],
  ['tok', { name: 'Tokyo' }],
  ['no site', { none: true }],
  ['None', { none: true }],
  ['aucun site', { none: true }],
])('«%s» is a site', async (text, value) => {
  expect(await site.resolve(text, context)).toMatchObject({ kind: 'value', value });
});

test.each(['Berlin', '', '*', "x' -or 1"])('«%s» is none, and those that exist are said', async (text) => {
  const found = await site.resolve(text, context);
  expect(found).toMatchObject({ kind: 'problem', problem: { values: { sites: ['Seattle', 'Paris', 'Tokyo'] } } });
});

test('several that begin alike are a choice, accents folded', async () => {
  expect(await site.resolve('bale', twoAlike)).toMatchObject({ kind: 'choices', total: 3 });
});

test('all sites and «no site» are offered', async () => {
  expect((await site.suggest(context)).choices.map(({ text }) => text)).toEqual(['Seattle', 'Paris', 'Tokyo', 'no site']);
});

test('a single site is filled in', async () => {
  const one = { ...context, model: { ...context.model, sites: context.model.sites.slice(0, 1) } };
  expect((await site.suggest(one)).only).toBe('Seattle');
});
