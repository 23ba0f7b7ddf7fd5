/** One JSON record a line; no whole phone number, no token, no key. */
export function expectSoundLog(log: readonly string[]): void {
  for (const line of log) expect(() => JSON.parse(line) as unknown).not.toThrow();
  expect(log.filter((line) => /\+1[ -]?425[ -]?555|tel:\+\d|\b1425555\d{4}\b|\+33 ?1 ?42/.test(line))).toEqual([]);
  expect(log.filter((line) => /eyJ[\w-]{8,}|Bearer (?!\[)/.test(line))).toEqual([]);
}
