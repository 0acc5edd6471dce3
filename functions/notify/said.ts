import type { Topic } from '../../shared/messages/telling.ts';
import type { Text } from '../../shared/program/program.ts';

/** A message in one language. */
export interface Saying {
  readonly topic: Topic;
  /** The topic's own where nothing is said. */
  readonly title?: string;
  /** One line: all that the inbox shows. */
  readonly line: string;
}

/** A message in every language of the program. */
export interface Said {
  readonly title: Text;
  readonly text: Text;
  /** Where what it asks for can be done. */
  readonly link?: string;
}
