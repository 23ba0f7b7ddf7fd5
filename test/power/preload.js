'use strict';
/**
 * Loaded with `--require` into a bot process under test; nothing in src knows of it. It watches what the bot does to the outside world
 * (statements, calls to the tenant, cards), and can end the process at the n-th such event, as a power cut would; it moves the clock and fills the disk.
 *
 * POWER_CUT: JSON { when: 'before' | 'after', what: regular expression over the event's name, nth }.
 * POWER_CLOCK_MS: how far the clock is ahead.
 * POWER_LIMIT_MS: no time limit of a request is longer, so that nobody waits half a minute for a tenant that never answers.
 * Messages from the parent: { advanceMs }, { disk: 'full' | 'free' }, { count: true } (answered with { events }).
 */
const http = require('node:http');
const libsql = require('libsql');
const pg = require('pg');

const cut = process.env.POWER_CUT ? JSON.parse(process.env.POWER_CUT) : null;
const wanted = cut && new RegExp(cut.what);
let left = cut?.nth ?? 0;
let events = 0;
let aheadMs = Number(process.env.POWER_CLOCK_MS ?? 0);
const files = new Set();

function event(when, name) {
  if (when === 'before') events += 1;
  if (!wanted || when !== cut.when || !wanted.test(name)) return;
  left -= 1;
  if (left > 0) return;
  process.kill(process.pid, 'SIGKILL');
  // Nothing more may happen until the signal arrives.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

function watched(name, act) {
  event('before', name);
  const result = act();
  event('after', name);
  return result;
}

async function watchedLater(name, act) {
  event('before', name);
  const result = await act();
  event('after', name);
  return result;
}

const prepare = libsql.prototype.prepare;
libsql.prototype.prepare = function (text) {
  files.add(this);
  const statement = prepare.call(this, text);
  for (const way of ['all', 'run', 'iterate']) {
    const original = statement[way].bind(statement);
    statement[way] = (...values) => watched(`sql ${text}`, () => original(...values));
  }
  return statement;
};

const query = pg.Client.prototype.query;
pg.Client.prototype.query = function (asked, ...rest) {
  const text = typeof asked === 'string' ? asked : asked?.text;
  const answered = rest.some((one) => typeof one === 'function') || typeof asked?.submit === 'function';
  if (answered || text === undefined) return query.call(this, asked, ...rest);
  return watchedLater(`sql ${text}`, () => query.call(this, asked, ...rest));
};

const longestMs = Number(process.env.POWER_LIMIT_MS ?? Infinity);
const send = http.request;
http.request = (url, options) => {
  const request = send(url, options);
  const { pathname } = new URL(url);
  const { end } = request;
  request.end = (body) => {
    const name = pathname === '/call' ? `call ${JSON.parse(body).cmdlet}` : `${options.method} ${pathname}`;
    event('before', name);
    request.once('response', () => event('after', name));
    const limit = longestMs < Infinity && setTimeout(() => request.destroy(new Error('too late')), longestMs);
    request.once('close', () => clearTimeout(limit));
    return end.call(request, body);
  };
  return request;
};

const RealDate = Date;
globalThis.Date = new Proxy(RealDate, {
  construct: (target, values, own) => Reflect.construct(target, values.length > 0 ? values : [target.now() + aheadMs], own),
  apply: (target) => new target(target.now() + aheadMs).toString(),
  get: (target, name) => (name === 'now' ? () => target.now() + aheadMs : Reflect.get(target, name)),
});

process.on('message', (message) => {
  if (message.advanceMs) aheadMs += message.advanceMs;
  if (message.disk) for (const file of files) setDisk(file, message.disk);
  process.send({ events });
});
// The parent's channel must not keep a bot alive that has stopped.
process.channel?.unref();

function setDisk(file, disk) {
  const [{ page_count: pages }] = file.pragma('page_count');
  file.pragma(`max_page_count = ${disk === 'full' ? pages : 1_000_000_000}`);
}
