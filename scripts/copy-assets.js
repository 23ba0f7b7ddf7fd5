'use strict';
const fs = require('node:fs');
const path = require('node:path');

/** What the compiler does not carry over: templates, locale files, the contract, PowerShell, the page. */
const root = path.join(__dirname, '..');
fs.cpSync(path.join(root, 'src'), path.join(root, 'dist'), {
  recursive: true,
  filter: (source) => !source.endsWith('.ts'),
});
