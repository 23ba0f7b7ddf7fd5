import type { Check } from '../../checks/check';
import { runChecks, type Outcome } from '../../checks/run-checks';
import { raw } from '../../i18n/say';
import type { Sentence } from '../../sentence';
import { tell } from '../present';
import { answer, working, type Talk } from '../talk';
import { lookingCard, outcomesCard, type LookShown } from './outcome-card';
import { createTeller } from './teller';

export interface LookOptions {
  /** Of each check no more than its first findings: there are many. */
  brief?: boolean;
  /** The beginnings of the ids of which these are all the checks: others that the set-up remembers are out of date. */
  whole?: readonly string[];
}

/**
 * Answers at once that it looks, goes on beside the conversation, and puts the outcome in the place of that answer.
 * The team's set-up remembers it.
 */
export async function look(
  talk: Talk,
  title: Sentence,
  checks: readonly Check[],
  { brief = false, whole = [] }: LookOptions = {},
): Promise<void> {
  const { looks, turn, clock, notebook } = talk;
  const conversation = turn.activity.conversation.id;
  const shown = { ...shownIn(talk, title), brief };
  if (checks.length === 0) return tell(talk, 'info', { key: 'card.look.nothing' });
  const id = await looks.claim(conversation);
  if (id === null) return tell(talk, 'info', { key: 'card.look.running' }, [shown.stop]);
  talk.found = checks.length;
  talk.memory.picks = [];
  const live = await talk.speaker.sendLive(turn, lookingCard(shown, 0, checks.length));
  await looks.begin(id, { live, shown }, async (signal) => {
    const teller = createTeller<number>((done) => talk.updateLive(live, lookingCard(shown, done, checks.length), { atEnd: false }));
    const outcomes = await runChecks(checks, { signal, progress: (_outcome, done) => teller.tell(done), fault: looks.fault });
    await teller.end();
    const missing = checks.length - outcomes.length;
    await notebook.keepOutcomes(missing > 0 ? [] : whole, outcomes);
    await talk.updateLive(live, outcomesCard(shown, outcomes, { missing, at: clock.now() }), { atEnd: true });
  });
}

/** For checks that look at nothing but what they were given. */
export async function judgeNow(talk: Talk, title: Sentence, checks: readonly Check[], whole: readonly string[] = []): Promise<void> {
  const outcomes = await outcomesNow(talk, checks);
  await talk.notebook.keepOutcomes(whole, outcomes);
  await answer(talk, outcomesCard({ ...shownIn(talk, title), again: null }, outcomes, { missing: 0, at: talk.clock.now() }));
}

/** Within the turn: for what takes a moment only. */
export async function outcomesNow(talk: Talk, checks: readonly Check[]): Promise<Outcome[]> {
  talk.found = checks.length;
  return working(talk, runChecks(checks, { signal: new AbortController().signal, fault: talk.looks.fault }));
}

function shownIn({ speech, model, said }: Talk, title: Sentence): LookShown {
  const { language } = speech;
  return {
    language,
    title,
    origin: model.tenantName,
    again: said.trim(),
    stop: raw(language, 'command.stop-checks.example'),
    brief: false,
  };
}
