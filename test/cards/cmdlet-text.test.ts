import { cmdletText } from '../../src/cards/cmdlet-text';
import type { Value } from '../../src/tenant/tenant';

const literals: [Value, string][] = [
  ['tel:+14255550140', "'tel:+14255550140'"],
  [true, '$true'],
  [false, '$false'],
  [null, '$null'],
  [4, '4'],
  ["O'Brien’s $(whoami) `n", "'O''Brien’’s $(whoami) `n'"],
  [['a', 'b'], "@('a', 'b')"],
  [{ add: ['a'] }, "@{ 'add' = @('a') }"],
];

test.each(literals)('%j is typed as the literal %s', (value, typed) => {
  expect(cmdletText({ cmdlet: 'Set-CsUser', parameters: { Identity: 'newhire@contoso.com', Value: value } })).toBe(
    `Set-CsUser -Identity 'newhire@contoso.com' -Value ${typed}`,
  );
});

test('a switch takes its value after a colon: what follows a space is another argument', () => {
  const given = (cmdlet: string, parameters: Record<string, Value>) => cmdletText({ cmdlet, parameters });
  expect(given('Remove-CsPhoneNumberAssignment', { Identity: 'id', RemoveAll: true })).toBe(
    "Remove-CsPhoneNumberAssignment -Identity 'id' -RemoveAll:$true",
  );
  expect(given('Set-CsUser', { Identity: 'id', EnterpriseVoiceEnabled: true })).toBe(
    "Set-CsUser -Identity 'id' -EnterpriseVoiceEnabled $true",
  );
});
