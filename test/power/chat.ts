import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';

/** One person's conversation with whichever bot is up. */
export interface Chat {
  conversation: string;
  /** True once a bot has acknowledged it; false when it broke off: nobody knows whether it arrived. */
  say(text: string): Promise<boolean>;
  click(verb: string, change: { id: number; version: number }): Promise<{ status: number; body: unknown }>;
  /** Everything that was said and shown, as it is now. */
  all(): Promise<Shown[]>;
}

const shown = z.looseObject({
  id: z.string(),
  from: z.object({ id: z.string() }).optional(),
  text: z.string().optional(),
  attachments: z.array(z.object({ content: z.unknown() })).optional(),
});
export type Shown = z.infer<typeof shown>;

/** @param urlOf the bot to speak to now; null while there is none. */
export function createChat(urlOf: () => string | null, persona = 'voice-admin', conversation: string = randomUUID()): Chat {
  const activities = (): string => {
    const url = urlOf();
    if (!url) throw new Error('no bot is up');
    return `${url}/v3/directline/conversations/${conversation}/activities`;
  };
  const post = (activity: object) =>
    fetch(activities(), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ from: { id: persona }, locale: 'en-US', ...activity }),
    });
  return {
    conversation,
    async say(text) {
      try {
        return (await post({ type: 'message', text })).ok;
      } catch {
        await pause(20);
        return false;
      }
    },
    async click(verb, { id, version }) {
      const response = await post({
        type: 'invoke',
        name: 'adaptiveCard/action',
        value: { action: { type: 'Action.Execute', verb, data: { change: id, version } } },
      });
      return { status: response.status, body: await response.json().catch(() => null) };
    },
    async all() {
      return z.object({ activities: z.array(shown) }).parse(await (await fetch(activities())).json()).activities;
    },
  };
}

/** Everything a message says, its card too, as one text to look into. */
export function wordsOf(message: Shown | undefined): string {
  return JSON.stringify([message?.text, message?.attachments]);
}
