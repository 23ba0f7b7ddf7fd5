const { availableParallelism } = require('node:os');

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  transform: { '^.+\\.ts$': '@swc/jest' },
  setupFiles: ['<rootDir>/test/setup/unpatched-http.js'],
  // Much of the time a test waits for a process of its own.
  maxWorkers: availableParallelism() * 2,
  // Only what stands still has failed: on a busy machine everything takes many times as long.
  testTimeout: 300_000,
  globalSetup: '<rootDir>/test/setup/start.js',
  globalTeardown: '<rootDir>/test/setup/stop.js',
};
