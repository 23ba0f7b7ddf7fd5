import { openPane } from '../e2e/pane';
import { openStage, type Stage } from '../e2e/stage';

/** A language that somebody has only begun with: its file is all there is of it. */
const italian = {
  'command.status.patterns': 'stato di {user}',
  'command.status.example': 'stato di bob@contoso.com',
  'talk.not-understood': 'Mi occupo di telefonia e non capisco “{name}”. Scrivi “help” per vedere cosa puoi fare.',
  'fact.site': 'Sede',
  'operation.assign-site.title': 'Assegna sede',
  'operation.assign-site.patterns': 'assegna [la] sede {site} a {user}',
};

let stage: Stage;
beforeAll(async () => {
  stage = await openStage('direct-routing', { texts: { it: italian } });
});
afterAll(() => stage?.close());

test('a new language is one file: it is understood and spoken, and the rest is said in English', async () => {
  const pane = await openPane(stage, 'voice-admin', { locale: 'it-IT' });
  const status = await pane.says('stato di busy@contoso.com');
  expect(status).toMatch(/^Sede: Seattle/m);
  expect(status).toMatch(/^Voice: on/m);
  expect(await pane.says('flurb the gnarl bit')).toContain('non capisco “flurb the gnarl bit”');
  const review = await pane.says('assegna la sede Paris a busy@contoso.com');
  expect(review).toContain('Assegna sede');
  expect(review).toContain('Sede: Seattle → Paris');
  expect(review).toContain('To review');
  expect(await pane.says('reserve +1 425 555 0145 until 31 dicembre')).toContain('31');
});

test('somebody can ask for it by its name', async () => {
  const pane = await openPane(stage, 'helpdesk');
  await pane.says('language italian');
  expect(await pane.says('status of busy@contoso.com')).toMatch(/^Sede: Seattle/m);
  await pane.says('language auto');
  expect(await pane.says('status of busy@contoso.com')).toMatch(/^Site: Seattle/m);
});

test('words of every language are understood by whoever speaks another', async () => {
  const pane = await openPane(stage, 'voice-admin', { locale: 'fr-FR' });
  expect(await pane.says('stato di busy@contoso.com')).toContain('Appels à l’étranger');
  const english = await openPane(stage, 'voice-admin');
  expect(await english.says('status of busy@contoso.com')).toContain('Calls abroad');
});
