'use strict';
const { createWorld } = require('../test/power/world.ts');
const { createChannel } = require('./channel');
const { measured, median, startEcho } = require('./processes');
const { textOf } = require('./turns');

/** From `node` to the first answer, and how long the commands after it take in the new process. */
async function starts(scale) {
  const world = await createWorld();
  const channel = await createChannel();
  const timed = async (work) => {
    const began = process.hrtime.bigint();
    const result = await work();
    return { result, ms: Number(process.hrtime.bigint() - began) / 1e6 };
  };
  try {
    const rounds = [];
    for (let round = 0; round < Math.max(3, 10 / scale); round++) {
      const say = (url, serviceUrl, text) => channel.turn(url, serviceUrl, `start-${round}`, text);
      const ours = await timed(async () => {
        const bot = await world.startBot(measured(channel));
        await say(bot.url, bot.url, 'help');
        return bot;
      });
      const { child, url } = ours.result;
      const cold = await timed(() => say(url, url, textOf(0)));
      const second = await timed(() => say(url, url, textOf(1)));
      for (let n = 0; n < 100; n++) await say(url, url, textOf(n));
      const warm = await timed(() => say(url, url, textOf(2)));
      child.kill('SIGKILL');
      const theirs = await timed(async () => {
        const echo = await startEcho();
        await say(echo.url, channel.url, 'help');
        return echo;
      });
      theirs.result.child.kill('SIGKILL');
      rounds.push({ ours: ours.ms, theirs: theirs.ms, cold: cold.ms, second: second.ms, warm: warm.ms });
    }
    const of = (what) => median(rounds.map((round) => round[what]));
    return [
      '## From `node` to the first answer',
      '',
      `Switchboard ${of('ours').toFixed(0)} ms, echo bot ${of('theirs').toFixed(0)} ms: ${(of('ours') / of('theirs')).toFixed(2)} times as long (median of ${rounds.length}).`,
      '',
      `The first \`status of {user}\` of a new process takes ${of('cold').toFixed(0)} ms, the second ${of('second').toFixed(0)} ms, the 103rd ${of('warm').toFixed(1)} ms.`,
    ];
  } finally {
    channel.close();
    await world.end();
  }
}

module.exports = { starts };
