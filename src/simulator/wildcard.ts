/** PowerShell's -like: `*`, `?`, `[abc]`, a backtick takes the next character literally; case-insensitive, accents count. */
export function matchesWildcard(text: string, pattern: string): boolean {
  let source = '';
  for (let at = 0; at < pattern.length; at += 1) {
    const character = pattern[at]!;
    const close = character === '[' ? pattern.indexOf(']', at + 2) : -1;
    if (character === '`' && at + 1 < pattern.length) source += literal(pattern[(at += 1)]!);
    else if (character === '*') source += '[^]*';
    else if (character === '?') source += '[^]';
    else if (close > 0) {
      source += `[${pattern.slice(at + 1, close).replace(/[\\\]^]/g, '\\$&')}]`;
      at = close;
    } else source += literal(character);
  }
  return new RegExp(`^${source}$`, 'i').test(text);
}

function literal(character: string): string {
  return character.replace(/[.*+?^${}()|[\]\\/]/, '\\$&');
}
