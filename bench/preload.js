'use strict';
const { setFlagsFromString } = require('node:v8');
const { runInNewContext } = require('node:vm');

/**
 * For a bot that is measured; nothing in src knows of it. In local mode a bot answers to its own endpoint, which stores a transcript: BENCH_CHANNEL sends
 * those requests to the bench instead, as to any channel. BENCH_SERIAL: one call at a time for each admin, as one PowerShell session would.
 */
const send = globalThis.fetch;
const channel = process.env.BENCH_CHANNEL;
const last = new Map();

globalThis.fetch = (url, options) => {
  const text = String(url);
  const at = text.indexOf('/v3/conversations');
  if (channel && at > 0) return send(channel + text.slice(at), options);
  if (!process.env.BENCH_SERIAL || !text.endsWith('/call')) return send(url, options);
  const { caller } = JSON.parse(options.body);
  const mine = (last.get(caller) ?? Promise.resolve()).then(() => send(url, options));
  last.set(
    caller,
    mine.then(
      (response) => response.clone().text(),
      () => undefined,
    ),
  );
  return mine;
};

process.on('message', ({ bench }) => {
  if (bench !== 'memory') return;
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  process.send(process.memoryUsage());
});
process.channel?.unref();
