import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { moduleFile } from '../../../src/tenant/live/module-file';

const folder = mkdtempSync(path.join(tmpdir(), 'switchboard-module-'));
const manifest = path.join(folder, 'MicrosoftTeams.psd1');
afterAll(() => rmSync(folder, { recursive: true }));

test('the manifest is found by its folder and by itself', () => {
  writeFileSync(manifest, "@{\n  RootModule = 'x.psm1'\n  ModuleVersion = '7.1.0'\n}\n");
  expect(moduleFile({ path: folder, version: '7.1.0' })).toBe(manifest);
  expect(moduleFile({ path: manifest, version: '7.1.0' })).toBe(manifest);
});

test('a preview is another version', () => {
  writeFileSync(manifest, "@{\n  ModuleVersion = '7.1.0'\n  PrivateData = @{ PSData = @{\n    Prerelease = 'preview'\n } } }\n");
  expect(() => moduleFile({ path: folder, version: '7.1.0' })).toThrow('is version 7.1.0-preview; tenant.teamsModule.version is 7.1.0.');
  expect(moduleFile({ path: folder, version: '7.1.0-preview' })).toBe(manifest);
});

test('a module that is not there is said with what to do', () => {
  expect(() => moduleFile({ path: path.join(folder, 'none'), version: '7.1.0' })).toThrow(
    /The module MicrosoftTeams 7\.1\.0 is not at .*none\. Install it \(Save-PSResource MicrosoftTeams -Version 7\.1\.0\)/,
  );
});
