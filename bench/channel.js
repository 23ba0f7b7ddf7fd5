'use strict';
const http = require('node:http');

/** A channel that keeps so many conversations going: sends a message to a bot, and the next one when the request and the message are answered. */
async function createChannel() {
  const waiting = new Map();
  let posts = 0;
  const server = http.createServer((request, response) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ id: `a${++posts}` }));
      const { type, replyToId } = JSON.parse(Buffer.concat(chunks));
      if (type !== 'message') return;
      waiting.get(replyToId)?.();
      waiting.delete(replyToId);
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${server.address().port}`;
  let sent = 0;

  /** @param serviceUrl where the bot answers to: ours, or its own where it trusts no other. */
  function turn(bot, serviceUrl, conversation, text, agent) {
    const id = `m${++sent}`;
    const body = JSON.stringify({
      type: 'message',
      id,
      text,
      channelId: 'directline',
      serviceUrl,
      locale: 'en-US',
      timestamp: new Date().toISOString(),
      from: { id: 'voice-admin' },
      recipient: { id: 'switchboard', name: 'Switchboard' },
      conversation: { id: conversation },
    });
    const answered = new Promise((resolve) => waiting.set(id, resolve));
    const taken = new Promise((resolve, reject) => {
      const post = (mayRepeat) => {
        const request = http.request(`${bot}/api/messages`, {
          method: 'POST',
          agent,
          headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
        });
        request.on('response', (response) => {
          response.resume().once('end', resolve);
          if (response.statusCode >= 300) reject(new Error(`The bot answered ${response.statusCode}.`));
        });
        // A server that was held up closes connections it takes to be idle; channels send again too.
        request.on('error', (error) => (mayRepeat && error.code === 'ECONNRESET' ? post(false) : reject(error)));
        request.end(body);
      };
      post(true);
    });
    return Promise.all([answered, taken]);
  }

  return {
    url,
    /** How many requests bots have made. */
    posts: () => posts,
    turn,
    /** @returns turns per second */
    async run(bot, { turns, inFlight, textOf, serviceUrl = url }) {
      const agent = new http.Agent({ keepAlive: true, maxSockets: inFlight });
      let begun = 0;
      const started = process.hrtime.bigint();
      await Promise.all(
        Array.from({ length: inFlight }, async (_, lane) => {
          while (begun < turns) await turn(bot, serviceUrl, `bench-${lane}`, textOf(begun++), agent);
        }),
      );
      agent.destroy();
      return turns / (Number(process.hrtime.bigint() - started) / 1e9);
    },
    close: () => (server.close(), server.closeAllConnections()),
  };
}

module.exports = { createChannel };
