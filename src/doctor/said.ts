import type { Check, Finding } from '../checks/check';
import { sentence, type Sentence } from '../sentence';

/** What can be well. */
type Well =
  | 'mode.live'
  | 'reach.login'
  | 'reach.graph'
  | 'reach.tokenService'
  | 'reach.botOpenId'
  | 'clock.right'
  | 'app.token'
  | 'app.permissions'
  | 'app.groups'
  | 'app.connection'
  | 'reader.role'
  | 'database.open'
  | 'audit.writable'
  | 'audit.end'
  | 'key.right'
  | 'folder.right'
  | 'memory.right'
  | 'powershell.there'
  | 'module.right'
  | 'bridge.right';

/** What has nothing to be said of here. */
type Nothing =
  | 'mode.local'
  | 'app.groups.none'
  | 'database.none'
  | 'audit.none'
  | 'audit.inUse'
  | 'key.none'
  | 'folder.none'
  | 'folder.windows'
  | 'powershell.unused'
  | 'module.unused'
  | 'memory.unused'
  | 'people.groups';

/** What is wrong; each has a remedy. */
type Wrong =
  | 'reach.none'
  | 'reach.odd'
  | 'clock.wrong'
  | 'app.token.proof'
  | 'app.token.app'
  | 'app.token.tenant'
  | 'app.token.other'
  | 'app.permissions.missing'
  | 'app.permissions.beyond'
  | 'app.groups.unread'
  | 'app.connection.missing'
  | 'app.connection.refused'
  | 'reader.role.missing'
  | 'reader.role.beyond'
  | 'database.wrong'
  | 'audit.notWritable'
  | 'audit.wrong'
  | 'key.wrong'
  | 'key.open'
  | 'folder.open'
  | 'folder.notWritable'
  | 'memory.none'
  | 'powershell.none'
  | 'powershell.old'
  | 'module.unset'
  | 'module.wrong'
  | 'bridge.wrong';

/** What could have been seen, and was not. */
type Unknown = 'clock.unknown';

type Values = Sentence['values'];

/** What `npm run doctor` looks at. */
export function look(id: string, target: string, run: Check['run']): Check {
  return { id: `doctor.${id}`, target, proves: sentence('doctor.proves'), run };
}

export function well(what: Well, values?: Values): Finding {
  return { result: 'ok', seen: sentence(`doctor.${what}`, values), remedy: null };
}

export function nothing(what: Nothing, values?: Values): Finding {
  return { result: 'not-provable', seen: sentence(`doctor.${what}`, values), remedy: null };
}

export function wrong(what: Wrong, values?: Values): Finding {
  return { result: 'wrong', seen: sentence(`doctor.${what}`, values), remedy: sentence(`doctor.${what}.remedy`, values) };
}

export function unknown(what: Unknown): Finding {
  return { result: 'unknown', seen: sentence(`doctor.${what}`), remedy: sentence(`doctor.${what}.remedy`) };
}

/** What somebody else's program said of a failure, on one line. */
export function reasonOf(error: unknown): string {
  const said = typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
  return said.split('\n')[0] ?? '';
}
