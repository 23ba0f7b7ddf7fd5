import { PassThrough } from 'node:stream';
import { z } from 'zod';
import { exitCodes, runTerminal } from '../../src/local/terminal';
import { openPane } from '../e2e/pane';
import { openStage, type Stage } from '../e2e/stage';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage('direct-routing');
});
afterAll(() => stage?.close());

const change = z.looseObject({ id: z.number(), state: z.string(), parts: z.array(z.record(z.string(), z.unknown())) });
const printed = z.object({
  line: z.string(),
  answers: z.array(
    z.object({
      text: z.string(),
      summary: z.string(),
      card: z.looseObject({ type: z.literal('AdaptiveCard') }).nullable(),
      outcome: z.string(),
      change: change.nullable(),
    }),
  ),
});

/** One line, as a script says it. */
async function line(text: string, persona = 'voice-admin') {
  const [output, errors] = [new PassThrough(), new PassThrough()];
  const options = { url: stage.url(), persona, line: text, json: true, locale: 'en-US', input: new PassThrough(), output, errors };
  const code = await runTerminal(options);
  const { answers } = printed.parse(JSON.parse(String(output.read())));
  return { code, answers, change: answers.findLast(({ change }) => change !== null)?.change, errors: String(errors.read() ?? '') };
}

test('a line prints what was said as data, and nothing else', async () => {
  const { code, answers, errors } = await line('status of busy@contoso.com');
  expect({ code, errors }).toEqual({ code: exitCodes.answered, errors: '' });
  expect(answers[0]?.text).toContain('Number: +1 425 555 0199');
  expect(JSON.stringify(answers[0]?.card)).toContain('+1 425 555 0199');
});

test.each([
  ['flurb the gnarl bit', 'voice-admin', exitCodes.refused],
  ['Get-CsOnlineUser', 'voice-admin', exitCodes.refused],
  ['assign site Paris to busy@contoso.com', 'auditor', exitCodes.refused],
  ['show 999', 'voice-admin', exitCodes.refused],
  ['enable voice', 'voice-admin', exitCodes.asks],
  ['assign site Atlantis to busy@contoso.com', 'voice-admin', exitCodes.asks],
  ['who am i', 'auditor', exitCodes.answered],
  ['report voice', 'voice-admin', exitCodes.answered],
])('«%s» by %s ends with %i', async (said, persona, code) => {
  expect((await line(said, persona)).code).toBe(code);
});

test('a confirmed change is waited for', async () => {
  const asked = await line('turn voicemail off for busy@contoso.com');
  expect(asked.change?.state).toBe('draft');
  const ran = await line(`confirm ${asked.change?.id}`);
  expect(ran.code).toBe(exitCodes.answered);
  expect(ran.change?.state).toBe('done');
});

test('a line, the questions, a form and the command line come to the same plan', async () => {
  const upn = 'newhire@contoso.com';
  const number = '+1 425 555 0140';
  const plans: unknown[] = [];
  /** Shows what is planned, and takes it back for the next. */
  const note = async (id: number): Promise<void> => {
    const shown = await line(`show ${id}`);
    plans.push(shown.change?.parts);
    expect(shown.change?.state).toBe('draft');
    expect((await line(`withdraw ${id}`)).change?.state).toBe('withdrawn');
  };
  const idIn = (text: string): number => Number(/Change (\d+) · /.exec(text)?.[1]);
  const pane = await openPane(stage);

  await note(idIn(await pane.says(`enable voice for ${upn} with ${number} at Seattle`)));
  for (const answer of ['enable voice', upn, 'Seattle']) await pane.says(answer);
  await note(idIn(await pane.says(number)));
  const submitted = { operation: 'enable-voice', user: upn, number, site: 'Seattle' };
  const form = await pane.send({ type: 'invoke', name: 'composeExtension/submitAction', value: { data: submitted } });
  await note(Number(/change (\d+)/i.exec(await form.text())?.[1]));
  const said = await line(`${upn}: enable voice, Seattle, ${number}`);
  await note(said.change?.id ?? 0);

  expect(plans[0]).toMatchObject([{ subject: { upn }, goal: { number: '+14255550140' }, risk: 'low' }]);
  expect(JSON.stringify(plans[0])).toContain('Set-CsPhoneNumberAssignment');
  for (const plan of plans) expect(plan).toEqual(plans[0]);
  expect(plans).toHaveLength(4);
});
