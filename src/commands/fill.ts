import type { Piece } from './pieces';
import type { Shape } from './pattern';
import { type Words, accepts, isNobody, isTime, people } from './slot-value';
import { inNames, smallWords } from './small-words';
import { type Token, span, tokens } from './tokens';

/** What is needed to give the values of a text to the slots of one thing to say. */
export interface Slots {
  slots: ReadonlySet<string>;
  /** What of a token is compared. */
  by: Shape['by'];
  /** The slots that a word stands before in the patterns: {site} for «at». Null for a word that stands before none. */
  markersOf(token: Token): readonly string[] | null;
  /** Whether a word is one of its patterns, or says nothing of itself. */
  isOurs(token: Token): boolean;
}

export interface Filled {
  slots: Record<string, string>;
  /** What was typed and has no place. */
  unknown: string[];
  /** A slot was given words that only may be meant so: no address, number or site, with no word before that names the slot. */
  supposed: boolean;
  /** A slot was given words in lower case that nothing says the place of. */
  guessed: boolean;
  /** And one of them may be a slip of a word of ours. */
  doubtful: boolean;
  /** Before the words that say what is wanted, in the same breath, stands one that means nothing to us: perhaps another verb. */
  led: boolean;
}

/** What is to be given to a slot. */
interface Group {
  piece: Piece;
  /** What stands directly before it. */
  follows: Piece | undefined;
  value: string;
  /** The word before it that may say which slot. */
  marker: Token | null;
  isWord: boolean;
  isPossessive: boolean;
  isMarked: boolean;
  /** «the meeting»: nobody's name. */
  isNoun: boolean;
  /** Nothing says what it is, not even a capital letter: it gets what is left. */
  isGuess: boolean;
  start: number;
  end: number;
}

/**
 * Gives each value, and each group of words that are not ours, to a slot: to the one that the word before it names, an address to
 * the person, a site that exists to the site. A group without such a word is the person's name.
 * @param used places of the pieces that say what is wanted
 */
export function fill(text: string, pieces: readonly Piece[], used: ReadonlySet<number>, of: Slots, { isThing, isSlip }: Words): Filled {
  const slots: Record<string, string> = {};
  const left: Group[] = [];
  let supposed = false;
  let guessed = false;
  let doubtful = false;
  const open = (slot: string) => of.slots.has(slot) && slots[slot] === undefined;

  const found = groups();
  for (const group of [...found].sort((one, other) => rank(one) - rank(other))) {
    const slot = slotFor(group);
    if (slot === null) left.push(group);
    else slots[slot] = group.value;
    const isGuessed = slot !== null && group.isGuess && supposes(group);
    guessed ||= isGuessed;
    doubtful ||= isGuessed && tokens(group.value).some(isSlip);
    supposed ||= slot !== null && !group.isMarked && supposes(group);
  }
  const unknown = left
    .sort((one, other) => one.start - other.start)
    .map(({ start, end }) => text.slice(start, end).replace(/[,;:?!]+$/, ''));
  return { slots, unknown, supposed, guessed, doubtful, led: left.some(leads) };

  function leads({ end }: Group): boolean {
    const first = pieces.findIndex((_, at) => used.has(at));
    const after = pieces.findIndex(({ token }) => token.start >= end);
    return after >= 0 && after <= first && !pieces.slice(after, first + 1).some(({ token }) => token.apart);
  }

  /** Values, and words between those that are ours. */
  function groups(): Group[] {
    const all: Group[] = [];
    let marker: Token | null = null;
    let article: Token | null = null;
    for (let at = 0; at < pieces.length; at += 1) {
      const piece = pieces[at]!;
      const { token } = piece;
      if (token.apart) marker = null;
      if (piece.kind === 'word' && (used.has(at) || of.isOurs(token))) {
        const isArticle = smallWords.articles.has(token.word) && !/^à/iu.test(text.slice(token.start));
        // «à» without its accent is no article.
        article = isArticle && token.word !== 'a' ? token : null;
        if (!isArticle)
          marker = (of.markersOf(token) && !smallWords.asking.has(token.word)) || smallWords.all.has(token.word) ? token : null;
        continue;
      }
      const isWord = piece.kind === 'word';
      const last = isWord ? endOfGroup(at) : at;
      const { end } = pieces[last]!.token;
      const typed = isWord ? span(text, token, pieces[last]!.token) : piece.value;
      const value = isWord ? typed.replace(/['’]s$/u, '') : typed;
      const isPossessive = value !== typed;
      const isNoun = isWord && article !== null && !isCapital(token);
      const isAddressed = at === 0 && pieces[last + 1]?.token.apart === true;
      const isMarked = marker !== null || isPossessive || isAddressed;
      const isGuess = isWord && !isMarked && !isCapital(token);
      all.push({
        piece,
        follows: pieces[at - 1],
        value,
        marker,
        isWord,
        isPossessive,
        isMarked,
        isGuess,
        isNoun,
        start: marker?.start ?? token.start,
        end,
      });
      marker = null;
      article = null;
      at = last;
    }
    return all;
  }

  /** Words that belong together: no value, no word of ours, no comma between them, and all with a capital letter or none. */
  function endOfGroup(from: number): number {
    let last = from;
    for (let at = from + 1; at < pieces.length; at += 1) {
      const piece = pieces[at]!;
      const isPossessive = /['’]s$/u.test(text.slice(0, pieces[last]!.token.end));
      const { token } = piece;
      const isParticle = inNames.includes(token.word);
      const isInside = isParticle || (!of.isOurs(token) && isCapital(token) === isCapital(pieces[from]!.token));
      if (piece.kind !== 'word' || token.apart || used.has(at) || isPossessive || !isInside) break;
      if (!isParticle) last = at;
    }
    return last;
  }

  function isCapital({ start }: Token): boolean {
    return /^\p{Lu}/u.test(text.slice(start, start + 2));
  }

  function slotFor({ piece, follows, value, marker: before, isPossessive, isNoun }: Group): string | null {
    const marked = (before === null ? [] : (of.markersOf(before) ?? [])).filter(open);
    if (follows?.kind === 'kind' && open('policy') && piece.kind !== 'address' && piece.kind !== 'named') return 'policy';
    switch (piece.kind) {
      case 'named':
        return open(piece.slot) ? piece.slot : null;
      case 'address':
        return marked.find((slot) => somebody.includes(slot)) ?? people.find(open) ?? null;
      case 'number':
        return open('number') ? 'number' : null;
      case 'kind':
        return open('kind') ? 'kind' : null;
      case 'site':
        return (
          marked.find((slot) => !people.includes(slot) && accepts(slot, value, anywhere)) ??
          (open('site') && !isOneOfTwo(piece, before) ? 'site' : null)
        );
      case 'quoted':
      case 'word': {
        if (isTime(value) || isTime(piece.token.word)) return null;
        const isPerson = piece.kind === 'quoted' || (!isNoun && isName(value, isThing));
        // «à Luc à Tokyo»: where a site is named that exists, no other words are one.
        const isMeant = (slot: string) =>
          people.includes(slot) ? isPerson : slot !== 'site' || !pieces.some(({ kind }) => kind === 'site');
        const fitting =
          marked.find((slot) => isMeant(slot) && accepts(slot, value, anywhere)) ??
          looksOf.find((slot) => open(slot) && accepts(slot, value, anywhere));
        const isWhose = before === null || isPossessive || smallWords.whose.has(before.word);
        return fitting ?? (isWhose && isPerson ? (people.find(open) ?? null) : null);
      }
    }
  }

  /** «from Seattle to Paris»: the one whose word means nothing here. */
  function isOneOfTwo(piece: Piece, before: Token | null): boolean {
    return before !== null && pieces.filter(({ kind }) => kind === piece.kind).length > 1;
  }
}

function isName(value: string, isThing: (token: Token) => boolean): boolean {
  const said = tokens(value);
  const isForeign = (token: Token) =>
    isNobody(token) || (isThing(token) && (/^\p{Ll}/u.test(value.slice(token.start)) || token.word.includes(' ')));
  return /\p{L}{2}/u.test(value) && !/\d/.test(value) && said.length <= 4 && !said.some(isForeign);
}

/** What says where it belongs comes first, then names by their capital letter. */
function rank({ isWord, isMarked, isGuess }: Group): number {
  return !isWord || isMarked ? 0 : isGuess ? 2 : 1;
}

function supposes({ isWord, value }: Group): boolean {
  return isWord && !looksOf.some((looks) => accepts(looks, value, anywhere));
}

/** A value alone, whatever is around it. */
const anywhere = { taken: [], quoted: true, isWord: () => false, sites: [] };
/** Slots that are known by their looks alone. */
const looksOf = ['id', 'version', 'step', 'extension', 'report', 'fqdn', 'domain', 'peer'];

const somebody = [...people, 'by'];
