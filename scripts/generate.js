'use strict';
const fs = require('node:fs');
const path = require('node:path');
const { ensureBuilt } = require('./ensure-built');

/**
 * Writes what is derived from the contract: the PowerShell module whose cmdlets ask the simulated tenant.
 * `--check` writes nothing and fails when the file in the repository is not current.
 */
function main(check) {
  ensureBuilt();
  const dist = path.join(__dirname, '..', 'dist', 'tenant');
  const { generateModule } = require(path.join(dist, 'powershell', 'generate-module.js'));
  const { contractCmdlets } = require(path.join(dist, 'contract-table.js'));
  const folder = path.join(__dirname, '..', 'src', 'tenant', 'powershell');
  const file = path.join(folder, 'simulated-module.psm1');
  const wanted = generateModule(contractCmdlets, fs.readFileSync(path.join(folder, 'simulated-runtime.ps1'), 'utf8'));
  const current = fs.existsSync(file) && fs.readFileSync(file, 'utf8') === wanted;
  if (check && !current) {
    console.error('simulated-module.psm1 does not match the contract. Run: npm run generate');
    return 1;
  }
  if (!current) fs.writeFileSync(file, wanted);
  console.log(`simulated-module.psm1: ${contractCmdlets.length} cmdlets, ${current ? 'current' : 'written'}.`);
  return 0;
}

process.exitCode = main(process.argv.includes('--check'));
