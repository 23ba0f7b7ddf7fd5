import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Platform } from '../../src/resources/tenant-model';

/**
 * A conversation as it is written down in conversations/*.txt:
 *
 *     = What it shows (cards, fr, direct-routing)
 *     voice-admin: enable voice for {upn}        says it
 *       To review                                must be seen in the answer
 *       ! fault on our side                   must not be seen
 *       ... Done                                 comes by itself
 *       [direct-routing] Seattle-National        on that platform alone
 *     helpdesk clicks Confirm                    types the button's command where there are no cards
 *     helpdesk fills in Number: {number}         types or picks that in the newest form; the next click sends it
 *     [text] voice-admin: 3                      said in that form alone; both are held at once, and both would take the same free number
 *     voice-admin repeats show {change}: Waiting  says it again and again until that is in the answer
 *     tenant: {"do": "edit", …}                  the tenant is told something
 *     bot: dies                                  is killed, and started again
 *     writes: Set-CsUser, …                      every writing cmdlet for the people of this conversation so far
 *
 * {upn} {name} {number} {upn2} {name2} {number2} are this conversation's own; {change} is the newest change it saw, {first} the first.
 * `\\n` is a new line. «empty» in its title: held alone, in a tenant that nobody has set up; «writes» is everything then.
 * «alone»: held when nobody else speaks, since what a person prefers is theirs in all conversations.
 * Unless its title says otherwise a conversation is held in cards and in text, on both platforms.
 */
export interface Script {
  title: string;
  lines: Line[];
  platforms: Platform[];
  forms: Form[];
  locale: string;
  empty: boolean;
  alone: boolean;
}

export type Form = 'cards' | 'text';

export type Line =
  | { kind: 'says' | 'clicks'; who: string; what: string; only: string | null }
  | { kind: 'fills-in'; who: string; label: string; what: string; only: string | null }
  | { kind: 'repeats'; who: string; what: string; until: string }
  | { kind: 'sees' | 'misses' | 'awaits'; what: string; only: string | null }
  | { kind: 'tenant' | 'bot'; what: string }
  | { kind: 'writes'; what: string; only: string | null };

const platforms: Platform[] = ['cloud-connector', 'direct-routing'];
const forms: Form[] = ['cards', 'text'];

export function readScripts(): Script[] {
  const folder = path.join(__dirname, 'conversations');
  return readdirSync(folder)
    .sort()
    .flatMap((file) => scriptsIn(readFileSync(path.join(folder, file), 'utf8')));
}

function scriptsIn(text: string): Script[] {
  return text
    .split(/^= /m)
    .slice(1)
    .map((block) => {
      const [head = '', ...rest] = block.split('\n');
      const [, title = head, flags = ''] = /^(.*?)(?:\s+\(([^)]*)\))?\s*$/.exec(head) ?? [];
      const said = flags.split(/,\s*/).filter(Boolean);
      const chosen = <T extends string>(all: T[]): T[] => {
        const some = all.filter((one) => said.includes(one));
        return some.length > 0 ? some : all;
      };
      const unknown = said.filter((flag) => ![...platforms, ...forms, 'fr', 'empty', 'alone'].includes(flag));
      if (unknown.length > 0) throw new Error(`«${title}» has flags that mean nothing: ${unknown.join(', ')}`);
      return {
        title,
        platforms: chosen(platforms),
        forms: chosen(forms),
        locale: said.includes('fr') ? 'fr-FR' : 'en-US',
        empty: said.includes('empty'),
        alone: said.includes('alone'),
        lines: rest.filter((line) => line.trim() !== '' && !line.startsWith('#')).map(lineOf),
      };
    });
}

function lineOf(text: string): Line {
  const [, condition, bare = ''] = /^\s*(?:\[([\w-]+)\] )?(.*)$/.exec(text) ?? [];
  const only = condition ?? null;
  if (/^\s/.test(text)) {
    if (bare.startsWith('! ')) return { kind: 'misses', what: bare.slice(2), only };
    if (bare.startsWith('... ')) return { kind: 'awaits', what: bare.slice(4), only };
    return { kind: 'sees', what: bare, only };
  }
  const [, asker, asked, until] = /^([\w@-]+) repeats (.*): (.*)$/.exec(bare) ?? [];
  if (asker !== undefined && asked !== undefined && until !== undefined) return { kind: 'repeats', who: asker, what: asked, until };
  const [, writer, label, written] = /^([\w@-]+) fills in ([^:]+): (.*)$/.exec(bare) ?? [];
  if (writer !== undefined && label !== undefined && written !== undefined)
    return { kind: 'fills-in', who: writer, label, what: written, only };
  const [, who, what] = /^([\w@-]+)(?:: | clicks )(.*)$/.exec(bare) ?? [];
  if (who === undefined || what === undefined) throw new Error(`This line of a conversation means nothing: ${text}`);
  if (who === 'writes') return { kind: 'writes', what, only };
  if (who === 'tenant' || who === 'bot') return { kind: who, what };
  return { kind: bare.startsWith(`${who} clicks `) ? 'clicks' : 'says', who, what: what.replaceAll('\\n', '\n'), only };
}
