import type { Asking, Request } from '../../changes/change';
import { sentence } from '../../sentence';
import { beginOperation } from '../begin-operation';
import { tell } from '../present';
import { demand, exampleOf } from '../talk';
import type { ChatCommand } from './command';

/** «same for nina»: asks for what the change that was shown last asked for, for somebody else. What is one person's alone is asked again. */
export const same: ChatCommand = {
  name: 'same',
  right: 'propose',
  group: 'conversation',
  ownsDialog: true,
  async run(talk, { user }, dc) {
    demand(talk, 'read');
    const { shown } = talk.memory;
    const change = shown && (await talk.changes.get(talk.speech.person, shown.id));
    const request = change && sameForAll(change.request);
    const operation = talk.operations.find(({ id }) => id === request?.operation);
    const about = operation?.about;
    if (!change || !request || !operation || about === null || about === undefined)
      return tell(talk, 'info', sentence('talk.same-as-what', { example: exampleOf(talk, 'same') }));
    const kept = Object.entries(request.input).filter(([name]) => name !== about && !operation.fields[name]?.isOnes);
    await tell(
      talk,
      'info',
      sentence('talk.same-as', { id: change.id, title: sentence(`operation.${operation.id}.title`), name: user ?? '' }),
    );
    await beginOperation(talk, dc, {
      operation: operation.id,
      texts: { ...Object.fromEntries(kept), ...(user !== undefined && { [about]: user }) },
    });
  },
};

/** What was asked for, where that is one thing: of several wishes what all of them say. */
function sameForAll(request: Request): Asking | null {
  if (request.kind !== 'several') return request.kind === 'operation' ? request : null;
  const [first, ...others] = request.wishes;
  if (!first || others.some(({ operation }) => operation !== first.operation)) return null;
  const common = Object.entries(first.input).filter(([name, text]) => others.every(({ input }) => input[name] === text));
  return { operation: first.operation, input: Object.fromEntries(common) };
}
