import { contractCmdlets, type ContractCmdlet } from '../../../src/tenant/contract-table';
import { compareModule, installedModule, type Differences } from '../../../src/tenant/live/compare-module';
import { usedCalls } from '../../../src/tenant/live/used-calls';

type Change = (parameter: ContractCmdlet['parameterSets'][number]['parameters'][number], cmdlet: string) => object | null;

/** A module as the contract describes it, but for what `change` says; null takes a parameter away. */
function compared(change: Change, without: string[] = []): Differences {
  const rows = contractCmdlets
    .filter(({ name }) => !without.includes(name))
    .map(({ name, parameterSets }) => {
      const names = [...new Set(parameterSets.flatMap(({ parameters }) => parameters.map((one) => one.name)))];
      const Parameters = names.flatMap((wanted) => {
        const uses = parameterSets.flatMap((set) => set.parameters.flatMap((one) => (one.name === wanted ? [{ set: set.name, one }] : [])));
        const [{ one }] = uses as [(typeof uses)[number]];
        const Sets = uses.map((use) => ({ Name: use.set, Mandatory: use.one.mandatory }));
        const changed = change(one, name);
        return changed === null ? [] : [{ Name: one.name, Type: one.type, Aliases: one.aliases, Sets, ...changed }];
      });
      return { Cmdlet: name, Parameters };
    });
  return compareModule(installedModule([{ Name: 'MicrosoftTeams', Version: '7.1.0' }, ...rows]), usedCalls);
}

const nothing: Change = () => ({});
const only =
  (cmdlet: string, parameter: string, fields: object | null): Change =>
  (one, name) =>
    name === cmdlet && one.name === parameter ? fields : {};

test('a module as the contract has it does all that we do', () => {
  expect(compared(nothing)).toEqual({ matter: [], harmless: [] });
});

test.each<[string, Change, string[]]>([
  [
    'a parameter that we give is gone',
    only('Grant-CsTenantDialPlan', 'PolicyName', null),
    ['Grant-CsTenantDialPlan -PolicyName: is not there'],
  ],
  [
    'a parameter takes something else',
    only('Set-CsPhoneNumberAssignment', 'EnterpriseVoiceEnabled', { Type: 'String' }),
    ['Set-CsPhoneNumberAssignment -EnterpriseVoiceEnabled: takes String, not truth'],
  ],
  [
    'something has to be given that we do not give',
    only('Get-CsTenant', 'Filter', { Sets: [{ Name: '__AllParameterSets', Mandatory: true }] }),
    ['Get-CsTenant -Filter: has to be given'],
  ],
  [
    'what we give together does not go together',
    only('Set-CsOnlineVoicemailUserSettings', 'VoicemailEnabled', { Sets: [{ Name: 'Other', Mandatory: false }] }),
    ['Set-CsOnlineVoicemailUserSettings: -Identity -VoicemailEnabled do not go together'],
  ],
])('%s: it matters', (_what, change, matter) => {
  expect(compared(change).matter).toEqual(matter);
});

test('a cmdlet that we call is not there: it matters', () => {
  expect(compared(nothing, ['Get-CsOnlineVoiceRoute']).matter).toEqual(['Get-CsOnlineVoiceRoute: is not there']);
});

test.each<[string, Change, string]>([
  [
    'a parameter that we never give is gone',
    only('Set-CsPhoneNumberAssignment', 'Notify', null),
    'Set-CsPhoneNumberAssignment -Notify: is not there',
  ],
  [
    'an alias became the name',
    only('Set-CsPhoneNumberAssignment', 'TelephoneNumber', { Name: 'PhoneNumber', Aliases: [] }),
    'Set-CsPhoneNumberAssignment -TelephoneNumber: is not there',
  ],
  ['a parameter is new', only('Get-CsTenant', 'Filter', { Name: 'Fresh' }), 'Get-CsTenant -Fresh: is not in the contract'],
])('%s: it is noted', (_what, change, difference) => {
  const { matter, harmless } = compared(change);
  expect(matter).toEqual([]);
  expect(harmless).toContain(difference);
});

test('more of a kind that binds is no difference', () => {
  expect(compared(only('Get-CsOnlineUser', 'Identity', { Type: 'Object' })).matter).toEqual([]);
  expect(compared(only('Remove-CsPhoneNumberAssignment', 'RemoveAll', { Type: 'Boolean' })).matter).toEqual([]);
});
