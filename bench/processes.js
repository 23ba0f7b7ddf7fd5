'use strict';
const { spawn } = require('node:child_process');
const { once } = require('node:events');
const fs = require('node:fs');
const path = require('node:path');

/** How a bot under measurement is started: it says where it listens, and answers to the bench's channel. */
function measured(channel) {
  return {
    preload: path.join(__dirname, 'preload.js'),
    environment: { LOG_LEVEL: 'info', ...(channel && { BENCH_CHANNEL: channel.url }) },
  };
}

function startEcho() {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [path.join(__dirname, 'echo-bot.js')], { stdio: ['ignore', 'pipe', 'inherit'] });
    process.once('exit', () => child.kill('SIGKILL'));
    child.once('exit', () => reject(new Error('The echo bot did not start.')));
    child.stdout.once('data', (line) => resolve({ child, url: JSON.parse(String(line)).url }));
  });
}

/** User and system time of a process so far, in ms, from Linux's ticks of 10 ms. */
function cpuMs(pid) {
  const fields = fs.readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** What a bot holds, in MB: all of it, and the objects that are left after a garbage collection. */
async function memoryOf({ child }) {
  const answer = once(child, 'message');
  child.send({ bench: 'memory' });
  const [{ heapUsed, rss }] = await answer;
  return { rss: Math.round(rss / 2 ** 20), heap: Math.round(heapUsed / 2 ** 20) };
}

function median(numbers) {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
}

module.exports = { measured, startEcho, cpuMs, memoryOf, median };
