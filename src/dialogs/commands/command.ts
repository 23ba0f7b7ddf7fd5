import type { DialogContext } from 'botbuilder-dialogs';
import type { Right } from '../../auth/person';
import type { Talk } from '../talk';

/** Where help lists a command; operations have a group of their own, before these. */
export const helpGroups = ['look', 'check', 'decide', 'conversation'] as const;
export type HelpGroup = (typeof helpGroups)[number];

/** Something to say that is no operation. Patterns, example and summary are in the locale files under `command.<name>`. */
export interface ChatCommand {
  name: string;
  /** Who may say it; null is everybody. What it does checks rights over what it is about itself. */
  right: Right | null;
  /** It is about the tenant as a whole: not for those whose right ends at a scope. */
  whole?: true;
  /** For those alone who are in a group that may approve something. */
  approvers?: true;
  /** Null where help needs no word of it. */
  group: HelpGroup | null;
  /** It decides about a change or stops something: whoever says too much is still heard with it. */
  decides?: true;
  /** It is about the open question itself, which is not asked again after it. */
  ownsDialog?: true;
  /** Its text may follow on the lines below the command, or as a file. */
  takesText?: true;
  /** @param said the slots of the pattern that was understood */
  run(talk: Talk, said: Readonly<Record<string, string>>, dc: DialogContext): Promise<void>;
}

/** How its words are read. */
export function toRead({ name, right, group }: Pick<ChatCommand, 'name' | 'right' | 'group'>): { name: string; looks: boolean } {
  return { name, looks: right === 'read' && (group === 'look' || group === 'check') };
}
