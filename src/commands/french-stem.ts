/**
 * A French word without its ending: «active», «activez», «activer» and «activation» are one word, and so are «libre» and «libres»,
 * «mets» and «mettre», «rends» and «rendre», «définis» and «définissez». Changes are listed by a noun of their own.
 * @param word folded
 */
export function frenchStem(word: string): string {
  if (word.length < 4) return word;
  const one = word.length > 5 ? word.replace(/s$/, '') : word;
  if (one === 'changement') return one;
  const verb = one
    .replace(/(ttre|ttez|ts)$/, 't')
    .replace(/(dre|dez|ds)$/, 'd')
    .replace(/vrir$/, 'vr')
    .replace(/(?<=..)(ire|issez|ir|is)$/, 'i');
  return verb !== one || one.length < 5 ? verb : one.replace(/(?<=...)(ation|ement|ons|er|ez|e)$/, '');
}
