'use strict';
const fs = require('node:fs');
const path = require('node:path');
const { ensureBuilt } = require('./ensure-built');

const root = path.join(__dirname, '..');

/**
 * Writes what is derived: the PowerShell module whose cmdlets ask the simulated tenant, and the reference of what can be said.
 * `--check` writes nothing and fails when a file in the repository is not current.
 */
async function main(check) {
  ensureBuilt();
  let stale = 0;
  for (const { file, text } of [moduleOfContract(), await reference()]) {
    const current = fs.existsSync(file) && fs.readFileSync(file, 'utf8') === text;
    const name = path.relative(root, file);
    if (!current && check) {
      stale += 1;
      console.error(`${name} is not current. Run: npm run generate`);
    } else {
      if (!current) fs.writeFileSync(file, text);
      console.log(`${name}: ${current ? 'current' : 'written'}.`);
    }
  }
  return stale > 0 ? 1 : 0;
}

function moduleOfContract() {
  const { generateModule } = built('tenant/powershell/generate-module.js');
  const { contractCmdlets } = built('tenant/contract-table.js');
  const folder = path.join(root, 'src', 'tenant', 'powershell');
  const runtime = fs.readFileSync(path.join(folder, 'simulated-runtime.ps1'), 'utf8');
  return { file: path.join(folder, 'simulated-module.psm1'), text: generateModule(contractCmdlets, runtime) };
}

/** As the formatter would write it, so that both checks agree. */
async function reference() {
  const prettier = require('prettier');
  const file = path.join(root, 'docs', 'commands.md');
  const text = built('dialogs/command-reference.js').commandReference(built('operations/index.js').operations);
  return { file, text: await prettier.format(text, { ...(await prettier.resolveConfig(file)), filepath: file }) };
}

function built(name) {
  return require(path.join(root, 'dist', name));
}

main(process.argv.includes('--check')).then((code) => (process.exitCode = code));
