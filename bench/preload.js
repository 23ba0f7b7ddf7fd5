'use strict';
const { once } = require('node:events');
const http = require('node:http');
const { setFlagsFromString } = require('node:v8');
const { runInNewContext } = require('node:vm');

/**
 * For a bot that is measured; nothing in src knows of it. In local mode a bot answers to its own endpoint, which stores a transcript: BENCH_CHANNEL sends
 * those requests to the bench instead, as to any channel. BENCH_SERIAL: one call at a time for each admin, as one PowerShell session would.
 */
const send = http.request;
const channel = process.env.BENCH_CHANNEL;
const last = new Map();

http.request = (url, options) => {
  const text = String(url);
  const at = text.indexOf('/v3/conversations');
  if (channel && at > 0) return send(channel + text.slice(at), options);
  const request = send(url, options);
  return process.env.BENCH_SERIAL && text.endsWith('/call') ? inTurn(request) : request;
};

/** Sends it when the caller's request before it is over. */
function inTurn(request) {
  const { end } = request;
  request.end = (body) => {
    const { caller } = JSON.parse(body);
    const over = once(request, 'close');
    const mine = (last.get(caller) ?? Promise.resolve()).then(() => end.call(request, body));
    last.set(
      caller,
      mine.then(() => over).catch(() => undefined),
    );
    return request;
  };
  return request;
}

process.on('message', ({ bench }) => {
  if (bench !== 'memory') return;
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  process.send(process.memoryUsage());
});
process.channel?.unref();
