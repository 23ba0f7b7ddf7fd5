import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { checkCall, isWrite } from '../../../src/tenant/contract';
import { contractCmdlet, contractParameter } from '../../../src/tenant/contract-table';
import { lacksFields } from '../../../src/tenant/live/lacks-fields';
import { usedCalls } from '../../../src/tenant/live/used-calls';

const source = path.resolve(__dirname, '../../../src');
const asks = ['resources', 'checks', 'fields', 'changes', 'reports', 'directory', 'dialogs', 'setup'];

test('every cmdlet of the Teams module that the program names on Direct Routing is looked for in an installed one', () => {
  const texts = asks.flatMap((folder) =>
    readdirSync(path.join(source, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => readFileSync(path.join(source, folder, file), 'utf8')),
  );
  const named = new Set(texts.flatMap((text) => text.match(/(?<=')[A-Z][a-z]+-Cs[A-Za-z]+(?=')/g) ?? []));
  const ours = [...named].filter((name) => contractCmdlet(name)?.platform.includes('direct-routing'));
  const used = new Set(usedCalls.map(({ cmdlet }) => cmdlet));
  // the settings of hybrid are changed on Cloud Connector alone
  expect(ours.filter((name) => !used.has(name) && name !== 'Set-CsTenantFederationConfiguration')).toEqual([]);
});

test.each(usedCalls.map((call) => [`${call.cmdlet} ${call.parameters.join(' ')}`, call] as const))(
  'the contract knows %s',
  (_name, { cmdlet, parameters, fields = [] }) => {
    const known = contractCmdlet(cmdlet)!;
    for (const name of parameters) expect(contractParameter(known, name)).toBeDefined();
    const outputs = known.outputs.map(({ name }) => name);
    for (const field of fields) expect(outputs).toContain(field);
    if (!isWrite(cmdlet) && parameters.length === 0) expect(checkCall({ cmdlet, parameters: {} }, 'direct-routing')).toBeNull();
  },
);

test('an answer that lacks a field that we go by is none; fields beyond are taken as they come', () => {
  const call = { cmdlet: 'Get-CsOnlineVoicemailUserSettings', parameters: { Identity: 'x' } };
  const answer = (row: Record<string, boolean | null>) => ({ outcome: 'done' as const, output: [row], warnings: [] });
  expect(lacksFields(call, answer({ ShareData: true }))).toMatchObject({
    outcome: 'failed',
    error: { id: 'Contract.FieldMissing,Get-CsOnlineVoicemailUserSettings', message: expect.stringContaining('VoicemailEnabled') },
  });
  expect(lacksFields(call, answer({ VoicemailEnabled: null, Fresh: true }))).toBeNull();
});
