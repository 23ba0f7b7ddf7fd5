const { transformFileSync } = require('@swc/core');

// For tests that need a process of their own: `fork(file, args, { execArgv: ['--require', 'test/setup/typescript.js'] })` runs TypeScript unbuilt.
require.extensions['.ts'] = (module, file) => {
  module._compile(transformFileSync(file, { sourceMaps: 'inline' }).code, file);
};
