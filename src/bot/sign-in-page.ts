import { say, type Language } from '../i18n/say';

export type SignInOutcome = 'done' | 'refused' | 'gone';

/** What somebody reads in their browser at the end of a sign-in. All of it is our own text. */
export function signInPage(language: Language, outcome: SignInOutcome): string {
  const title = say(language, { key: 'sign-in.page.title' });
  const text = say(language, { key: `sign-in.page.${outcome}` });
  return (
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
    `<meta name="color-scheme" content="light dark"><title>${title}</title></head>` +
    `<body style="font:1.1rem system-ui;max-width:34rem;margin:20vh auto;padding:0 1rem"><main><h1>${title}</h1><p>${text}</p></main></body></html>`
  );
}
