import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { contractCmdlets, type ContractCmdlet } from '../../src/tenant/contract-table';
import { generateModule } from '../../src/tenant/powershell/generate-module';

const runtime = ['../../src/tenant/powershell/simulated-runtime.ps1', 'stand-in.ps1'].map((file) =>
  readFileSync(path.resolve(__dirname, file), 'utf8'),
);

export const standInVersion = '7.1.0';

/** What Microsoft's module exports: no part of Graph, and signing in by hand. */
const cmdlets = contractCmdlets.filter(({ name, platform }) => platform.includes('direct-routing') && /-Cs/.test(name));

/**
 * A module that looks like MicrosoftTeams from outside and asks the simulated tenant with the tokens it was signed in with.
 * @param change what the installed module has otherwise
 * @returns its folder
 */
export function writeStandIn(
  card: { url: string; key: string },
  {
    change = (all) => all,
    version = standInVersion,
  }: { change?(cmdlets: readonly ContractCmdlet[]): readonly ContractCmdlet[]; version?: string } = {},
): { folder: string; file: string; remove(): void } {
  const root = mkdtempSync(path.join(tmpdir(), 'switchboard-module-'));
  const folder = path.join(root, 'MicrosoftTeams', version);
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'MicrosoftTeams.psd1');
  const manifest = `@{\n    RootModule = 'MicrosoftTeams.psm1'\n    ModuleVersion = '${version}'\n    FunctionsToExport = '*'\n}\n`;
  writeFileSync(file, manifest);
  writeFileSync(path.join(folder, 'MicrosoftTeams.psm1'), generateModule(change(cmdlets), runtime.join('\n')));
  writeFileSync(path.join(folder, 'simulator.json'), JSON.stringify(card));
  return { folder, file, remove: () => rmSync(root, { recursive: true, force: true }) };
}
