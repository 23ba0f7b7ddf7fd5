import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Language, languageOf, raw } from '../i18n/say';
import type { Right } from '../auth/person';
import type { Request, Response, Server } from 'restify';

/** What the page has to know about this deployment. */
export interface PageSettings {
  tenant: string;
  platform: string;
  /** For readers whose own is none of ours. */
  language: Language;
  personas(): Promise<{ id: string; name: string; may: readonly Doing[] }[]>;
}

/** What a persona is said to do: `local.may-<doing>`. */
export type Doing = Right | 'approve';

/** The chat page and its few files: all from here, nothing from elsewhere. */
export function addPage(routes: Server, settings: PageSettings): void {
  for (const [url, { file, type }] of Object.entries(files)) {
    routes.get(url, (_request: Request, response: Response, next) => {
      for (const [name, value] of Object.entries(headers)) response.header(name, value);
      response.header('Content-Type', type);
      response.sendRaw(200, readFileSync(file));
      next();
    });
  }
  routes.get('/local/settings.json', async (request: Request, response: Response) => {
    const language = languageOf(new URLSearchParams(request.getQuery()).get('locale') ?? undefined) ?? settings.language;
    response.send(200, { ...settings, personas: await settings.personas(), language, texts: textsIn(language) });
  });
}

/** The words of the page by their names; `{name}` in them is filled there. */
function textsIn(language: Language): Record<string, string> {
  return Object.fromEntries(texts.map((name) => [name, raw(language, `local.${name}`)]));
}

const texts = [
  'where',
  'tabs',
  'talk-as',
  'no-rights',
  'somebody-else',
  'new-chat',
  'welcome',
  'example-words',
  'typing',
  'placeholder',
  'send',
  'log',
  'message',
  'you',
  'no-answer',
  'not-sent',
  'too-long',
  'too-large',
  'attach',
  'detach',
  'unreachable',
  'unread',
  'may-read',
  'may-propose',
  'may-confirm',
  'may-approve',
  'may-script',
  'may-history',
  'may-approve-configuration',
  'tenant',
  'tenant-intro',
  'tenant-away',
  'people-touched',
  'people-to-try',
  'people-hint',
  'people-none',
  'changed',
  'voice',
  'voice-on',
  'voice-off',
  'number',
  'site',
  'abroad',
  'abroad-open',
  'abroad-blocked',
  'none',
  'calls',
  'calls-none',
  'reads',
  'outcome-done',
  'outcome-failed',
  'outcome-not-run',
  'outcome-unknown',
  'outcome-running',
  'faults',
  'faults-intro',
  'trouble',
  'fault-on',
  'fault-left',
  'fault-off',
  'fault-slow',
  'fault-slow-what',
  'fault-throttled',
  'fault-throttled-what',
  'fault-lost',
  'fault-lost-what',
  'fault-signed-out',
  'fault-signed-out-what',
  'edit',
  'edit-what',
  'edit-person',
  'edit-number',
  'edit-voice',
  'edit-did-number',
  'edit-did-voice-on',
  'edit-did-voice-off',
  'edit-nobody',
] as const;

const html = 'text/html; charset=utf-8';
const script = 'text/javascript; charset=utf-8';
const style = 'text/css; charset=utf-8';
const own = (name: string): string => path.join(__dirname, 'page', name);

const files: Record<string, { file: string; type: string }> = {
  '/': { file: own('page.html'), type: html },
  '/page.css': { file: own('page.css'), type: style },
  '/page.js': { file: own('page.js'), type: script },
  '/pane.js': { file: own('pane.js'), type: script },
  '/cards.js': { file: own('cards.js'), type: script },
  '/texts.js': { file: own('texts.js'), type: script },
  '/mend.js': { file: own('mend.js'), type: script },
  '/folds.js': { file: own('folds.js'), type: script },
  '/view.js': { file: own('view.js'), type: script },
  '/attachment.js': { file: own('attachment.js'), type: script },
  '/unread.js': { file: own('unread.js'), type: script },
  '/tenant.js': { file: own('tenant.js'), type: script },
  '/people.js': { file: own('people.js'), type: script },
  '/calls.js': { file: own('calls.js'), type: script },
  '/faults.js': { file: own('faults.js'), type: script },
  '/element.js': { file: own('element.js'), type: script },
  '/direct-line.js': { file: own('direct-line.js'), type: script },
  '/adaptivecards.js': { file: require.resolve('adaptivecards/dist/adaptivecards.min.js'), type: script },
  '/markdown-it.js': { file: require.resolve('markdown-it/dist/markdown-it.min.js'), type: script },
};

const headers: Record<string, string> = {
  // adaptivecards sets style attributes on what it makes; scripts come from here alone.
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-cache',
};
