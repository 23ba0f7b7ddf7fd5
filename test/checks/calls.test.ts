import { judgeRoute } from '../../src/checks/person/judge-way-out';
import { shortly } from './check-model';

const gateways = [
  { fqdn: 'sbc1.contoso.net', enabled: true },
  { fqdn: 'sbc2.contoso.net', enabled: false },
];
const route = (name: string, usage: string, pattern: string, priority: number, sbcs = ['sbc1.contoso.net']) => ({
  name,
  priority,
  pattern,
  usages: [usage],
  gateways: sbcs,
});
const routes = [
  route('everything', 'World', '^\\+\\d+$', 1, ['sbc2.contoso.net']),
  route('national-late', 'Home', '^\\+1\\d{10}$', 9, ['sbc2.contoso.net']),
  route('national', 'Home', '^\\+1\\d{10}$', 2),
  route('dotnet', 'Odd', '^(?i)\\+1(?<n>\\d{10})$(?#comment)', 1),
  route('gone', 'Gone', '^\\+1', 1, ['sbc9.contoso.net']),
];

test.each<[string, string[], string, boolean, string[]]>([
  ['the first usage with a route that fits decides', ['Home', 'World'], '+14255550100', false, ['ok check.way.route']],
  [
    'the order of the usages counts, not the priority of their routes',
    ['World', 'Home'],
    '+14255550100',
    false,
    ['wrong check.way.gateway-off'],
  ],
  ['a catch-all takes what the others leave', ['Home', 'World'], '+33142685301', false, ['wrong check.way.gateway-off']],
  ['no route', ['Home'], '+33142685301', false, ['wrong check.way.no-route']],
  ['no route, but a Calling Plan', ['Home'], '+33142685301', true, ['ok check.way.calling-plan']],
  ['no usages', [], '+14255550100', false, ['wrong check.way.no-usages']],
  ['a session border controller that is gone', ['Gone'], '+14255550100', false, ['wrong check.way.no-gateway']],
  ['a pattern that .NET alone reads', ['Odd'], '+14255550100', false, ['unknown check.way.bad-pattern']],
  ['such a pattern before one that fits', ['Odd', 'Home'], '+14255550100', false, ['unknown check.way.bad-pattern', 'ok check.way.route']],
  ['usages are compared without case', ['home'], '+14255550100', false, ['ok check.way.route']],
])('%s', (_what, usages, number, callingPlan, expected) => {
  const findings = judgeRoute(number, { kind: 'routes', policy: 'Test', usages, routes, gateways }, callingPlan);
  expect(shortly(findings).map((line, at) => `${line.split(' ')[0]} ${findings[at]!.seen.key.replace(/\.seen$/, '')}`)).toEqual(expected);
});
