import { Writable } from 'node:stream';
import { createLog } from '../../src/bot/log';
import hostile from '../hostile-inputs.json';

function logged(write: (log: ReturnType<typeof createLog>) => void): string[] {
  const lines: string[] = [];
  const destination = new Writable({ write: (chunk, _encoding, done) => done(void lines.push(String(chunk))) });
  write(createLog({ level: 'info', destination }));
  return lines.join('').split('\n').filter(Boolean);
}

test.each((hostile as { id: string; value: unknown }[]).map(({ id, value }) => [id, value]))(
  'hostile input %s stays one record, also in the message',
  (_id, value) => {
    const lines = logged((log) => log.info({ reason: value }, String(value)));
    expect(lines).toHaveLength(1);
    expect(JSON.parse(String(lines[0]))).toMatchObject({ level: 'info' });
  },
);

test.each<[string, object]>([
  ['an authorization header', { headers: { Authorization: 'Bearer abc.def' } }],
  ['a token in an object', { session: { access_token: 'abc.def' } }],
  ['a token in a text', { note: 'sent Bearer abc.def to them' }],
  ['a JSON web token', { note: 'eyJhbGciOi.abc.def' }],
  ['a cause of a cause', { err: new Error('outer', { cause: new Error('Authorization: Bearer abc.def') }) }],
  ['a list', { sent: [{ clientSecret: 'abc.def' }] }],
])('%s leaves no secret', (_what, record) => {
  const [line] = logged((log) => log.info(record));
  expect(line).not.toContain('abc.def');
  expect(line).toContain('[redacted]');
});

test.each(['+1 425 555 0100', '+14255550100', 'tel:+14255550100;ext=1', '(425) 555-0100', '14255550100'])(
  'of %s the last digits stay',
  (number) => {
    const [line] = logged((log) => log.info({ number, err: new Error(`${number} is taken`) }, `asked for ${number}`));
    expect(line).toContain('…0100');
    expect(line).not.toMatch(/425.{0,2}555/);
  },
);

test.each(['2026-11-24T03:59:11.000Z', '7f0c2a52-4a35-4d7c-9d1e-0a4c6f1b2e00', 'http://127.0.0.1:3978', '12345678'])(
  '%s is no number to mask',
  (text) => {
    expect(JSON.parse(String(logged((log) => log.info({ text }))[0]))).toMatchObject({ text });
  },
);
