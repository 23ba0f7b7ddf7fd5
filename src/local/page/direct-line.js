const base = '/v3/directline/conversations';
const waitMs = 20_000;

/** One conversation over the local Direct Line endpoint. Goes on by itself when the bot was away. */
export function createConversation({ from, known, onActivities, onConnection, onStarted, onCaughtUp }) {
  let conversation = known;
  let watermark = 0;
  let closed = null;
  const stop = new AbortController();

  const opened = async () => {
    if (conversation) return conversation;
    const { conversationId } = await json(await post(base, {}));
    conversation ??= conversationId;
    onStarted(conversation);
    return conversation;
  };

  const follow = async () => {
    for (let failures = 0; !stop.signal.aborted;) {
      try {
        const path = `${base}/${await opened()}/activities?watermark=${watermark}&wait=${failures > 0 ? 0 : waitMs}`;
        const news = await json(await fetch(path, { signal: AbortSignal.any([stop.signal, AbortSignal.timeout(waitMs + 10_000)]) }));
        failures = 0;
        onConnection(true);
        watermark = Number(news.watermark);
        if (news.activities.length > 0) onActivities(news.activities);
        onCaughtUp();
      } catch {
        if (stop.signal.aborted) return;
        failures += 1;
        // After a restart everything is read again: known activities are recognised by their id.
        watermark = 0;
        if (failures > 1) onConnection(false);
        await new Promise((resolve) => setTimeout(resolve, Math.min(300 * failures, 2_000)));
      }
    }
  };

  return {
    start: () => (closed ??= follow()),
    stop: () => stop.abort(),
    /** The stream brings the message back. Throws when it did not arrive. */
    async say(text, attachments) {
      const activity = { type: 'message', text, from, locale: navigator.language, ...(attachments.length > 0 && { attachments }) };
      await json(await post(`${base}/${await opened()}/activities`, activity));
    },
    /** A click: the answer as the bot gave it. */
    async invoke(action, replyToId) {
      const activity = { type: 'invoke', name: 'adaptiveCard/action', value: { action }, replyToId, from, locale: navigator.language };
      return json(await post(`${base}/${await opened()}/activities`, activity));
    },
  };
}

function post(path, body) {
  return fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(60_000),
  });
}

async function json(response) {
  if (!response.ok) throw new Error(`${response.status}`);
  return response.json();
}
