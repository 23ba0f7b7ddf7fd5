import { recorded } from '../../src/auth/person';
import type { Change } from '../../src/changes/change';
import { languages, type Language } from '../../src/i18n/say';
import { text, type FactReads } from '../../src/resources/fact-read';
import { literal } from '../../src/resources/power-shell';
import { changeScript } from '../../src/script/change-script';
import type { Value } from '../../src/tenant/tenant';
import { change as sampleChange, factLines, hana, part, reader, vera } from '../cards/samples';
import hostile from '../hostile-inputs.json';
import { engine } from '../powershell/engine';
import { sampleModel } from '../sample-model';
import { openShell, type Shell } from './shell';

/** What only a script has to fear, beside what every text has. */
const more: [string, string][] = [
  ['all five quotes', "a'b\u2018c\u2019d\u201Ae\u201Bf'; New-Item ./pwned; '"],
  ['Cyrillic that holds a quote in Windows-1252', '\u0412; New-Item ./pwned #'],
  ['a signature', 'SIG # Begin signature block'],
  ['a directive', 'requires -Version 99'],
  ['the end of a comment', '#> New-Item ./pwned <#'],
  ['another line', 'a\nNew-Item ./pwned\r\nb\u2028New-Item ./pwned\u0085c'],
  ['half a character', 'a\uD800b'],
  ['a backslash', 'a\\u0041\\\u00E9\\'],
  ['blanks', '  a   b  '],
  ['a fence', '```\nNew-Item ./pwned'],
  ['a format', '{0} {99} {'],
  ['Japanese', '\u7530\u4E2D \u82B1\u5B50'],
];
const texts = [
  ...hostile.map(({ id, value }): [string, string] => [id, typeof value === 'string' ? value : JSON.stringify(value)]),
  ...more,
];

const tenantId = sampleModel('cloud-connector').tenantId;
const reads: (value: string) => FactReads = (value) => ({
  thing: { cmdlet: 'Get-Thing', parameters: { Identity: value }, value: text('Thing') },
});

/** A change in which everything that somebody else writes is this text. A resource of its own: nothing shared knows it. */
function hostileChange(value: string): Change {
  const step = {
    kind: 'cmdlet' as const,
    cmdlet: 'Set-Thing',
    parameters: { Identity: value, List: [value, 'b'], Bag: { [value]: value, on: true, none: null } },
    sets: { thing: value },
  };
  return sampleChange({
    requester: { ...recorded(hana), name: value },
    confirmedBy: { ...recorded(vera), name: value },
    parts: [
      part({
        subject: { key: value, name: value, upn: value, labels: [] },
        before: { facts: { thing: null }, shown: {} },
        plan: [{ hash: 'thing', step }],
        warnings: [{ key: 'value.text', values: { text: value } }],
      }),
    ],
  });
}

function scriptOf(value: string, language: Language = 'en'): string {
  return changeScript({
    change: hostileChange(value),
    reader: reader(language, { ...vera, name: value }),
    model: { ...sampleModel('cloud-connector'), tenantName: value },
    lines: () => factLines(value),
    readsOf: () => reads(value),
  });
}

/** A tenant of one thing; what was written is kept unit by unit. */
const stubs = [
  `function Get-CsTenant { [CmdletBinding()] param() [pscustomobject] @{ TenantId = '${tenantId}' } }`,
  'function Get-Thing { [CmdletBinding()] param($Identity) [pscustomobject] @{ Thing = $global:Thing } }',
  'function Set-Thing { [CmdletBinding()] param($Identity, $List, $Bag) $global:Sets++; $global:Thing = $Identity; $global:Kept = $Identity, $List[0], @($Bag.Keys | Where-Object { $_ -notin "on", "none" })[0], $Bag[$Identity] }',
].join('; ');
const kept =
  '"sets $global:Sets"; foreach ($text in $global:Kept) { [Convert]::ToBase64String([byte[]] @($text.ToCharArray() | ForEach-Object { [BitConverter]::GetBytes($_) })) }';

const ready = engine();
if (ready.kind === 'none') test.skip(`hostile scripts in PowerShell: ${ready.reason}`, () => undefined);
else {
  let shell: Shell;
  beforeAll(async () => {
    shell = await openShell();
    // in the global scope: a script is run in one of its own
    await shell.run(stubs.replaceAll('function ', 'function global:'));
  });
  afterAll(() => shell.close());

  describe.each(texts)('%s', (_id, value) => {
    test.each(languages)('parses in %s, and only comments go beyond ASCII', async (language) => {
      const { errors, tokens } = await shell.parse(scriptOf(value, language));
      expect(errors).toEqual([]);
      expect(tokens.filter(([kind, token]) => kind !== 'Comment' && /[^ -~\n]/.test(token))).toEqual([]);
      expect(tokens.filter(([kind, token]) => kind === 'Comment' && !/^<# ?[^]*[ \n]#>$/.test(token))).toEqual([]);
    });

    test('reaches the cmdlet unit for unit, and nothing else happens', async () => {
      await shell.run('$global:Thing = $null; $global:Sets = 0; $global:Kept = $null');
      const script = scriptOf(value);
      expect((await shell.run(script)).thrown).toBeNull();
      const [sets, ...written] = (await shell.run(kept)).said;
      expect(sets).toBe('sets 1');
      if (value !== 'on' && value !== 'none')
        expect(written.map((base64) => Buffer.from(base64, 'base64').toString('utf16le'))).toEqual([value, value, value, value]);
      expect((await shell.run(script)).thrown).toBeNull();
      expect((await shell.run(kept)).said[0]).toBe('sets 1');
      expect(shell.files()).not.toContain('pwned');
    });

    test.each(['windows-1252', 'koi8-r'])('does the same when the file is read as %s', async (codePage) => {
      await shell.run('$global:Thing = $null; $global:Sets = 0; $global:Kept = $null');
      const misread = new TextDecoder(codePage).decode(Buffer.from(scriptOf(value)));
      expect((await shell.run(misread)).thrown).toBeNull();
      const written = (await shell.run(kept)).said.slice(1);
      expect(Buffer.from(written[0] ?? '', 'base64').toString('utf16le')).toBe(value);
      expect(shell.files()).not.toContain('pwned');
    });
  });

  test.each<[string, Value, string]>([
    ['null', null, 'True'],
    ['true', true, 'True'],
    ['a negative number', -5, 'True'],
    ['a large number', 4_294_967_296, 'True'],
    ['an empty list', [], 'True'],
  ])('%s is written as itself', async (_what, value, expected) => {
    const same =
      value === null
        ? '$null -eq $x'
        : Array.isArray(value)
          ? '$x -is [array] -and $x.Count -eq 0'
          : `$x -eq ${JSON.stringify(value).replace('true', '$true')}`;
    expect((await shell.run(`$x = ${literal(value)}; "$(${same})"`)).said).toEqual([expected]);
  });

  describe('a thing that may be missing', () => {
    const missing = (id: string) =>
      `function global:Get-Thing { [CmdletBinding()] param($Identity) if ($global:Thing) { [pscustomobject] @{ Thing = $global:Thing } } else { $PSCmdlet.ThrowTerminatingError([System.Management.Automation.ErrorRecord]::new([InvalidOperationException]::new('Gone.'), '${id}', 'NotSpecified', $null)) } }`;
    const scriptOfMissing = () =>
      changeScript({
        change: hostileChange('a'),
        reader: reader('en'),
        model: sampleModel('cloud-connector'),
        lines: () => [],
        readsOf: () => ({ thing: { ...reads('a').thing!, mayBeMissing: true } }),
      });
    afterAll(() => shell.run(stubs.replaceAll('function ', 'function global:')));

    test.each([
      ['UserNotFound,Get-Thing', null, 'sets 1'],
      ['Forbidden,Get-Thing', 'Gone.', 'sets 0'],
      ['CommandNotFoundException', 'Gone.', 'sets 0'],
    ])('%s', async (id, thrown, sets) => {
      await shell.run(`$global:Thing = $null; $global:Sets = 0; ${missing(id)}`);
      expect((await shell.run(scriptOfMissing())).thrown).toBe(thrown);
      expect((await shell.run(kept)).said[0]).toBe(sets);
    });
  });

  test('goes over a stepping stone once, and stops at a value of nobody', async () => {
    const set = (thing: string) => ({
      kind: 'cmdlet' as const,
      cmdlet: 'Set-Thing',
      parameters: { Identity: thing, List: [thing], Bag: { [thing]: '' } },
      sets: { thing },
    });
    const sample = hostileChange('stone');
    const [only] = sample.parts;
    const plan = ['stone', 'end'].map((thing) => ({ hash: thing, step: set(thing) }));
    const script = changeScript({
      change: { ...sample, parts: [{ ...only!, plan }] },
      reader: reader('en'),
      model: sampleModel('cloud-connector'),
      lines: () => [],
      readsOf: () => reads('stone'),
    });
    await shell.run('$global:Thing = $null; $global:Sets = 0');
    for (const _time of ['first', 'second']) {
      expect((await shell.run(script)).thrown).toBeNull();
      expect((await shell.run('"$global:Sets $global:Thing"')).said).toEqual(['2 end']);
    }
    await shell.run("$global:Thing = 'other'");
    expect((await shell.run(script)).thrown).toContain("thing is 'other'");
  });

  test('what only looks the same is not the same', async () => {
    await shell.run("$global:Thing = 'Zoe' + [char] 0x308; $global:Sets = 0");
    const { thrown } = await shell.run(scriptOf('Zo\u00EB'));
    expect(thrown).toContain('Somebody changed it meanwhile');
    expect((await shell.run(kept)).said[0]).toBe('sets 0');
  });
}

test('a number that is none is refused', () => {
  expect(() => literal(Number.NaN)).toThrow();
});
