'use strict';
const fs = require('node:fs');
const path = require('node:path');

const root = path.join(__dirname, '..');

/** What the compiler does not carry over: templates, locale files, the contract, PowerShell, the page. */
function copyAssets(target) {
  fs.cpSync(path.join(root, 'src'), target, { recursive: true, filter: (source) => !source.endsWith('.ts') });
}

if (require.main === module) copyAssets(path.join(root, 'dist'));

module.exports = { copyAssets };
