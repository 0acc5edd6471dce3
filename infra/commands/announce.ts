import { parseArgs } from 'node:util';
import { findProgram } from '../../shared/program/find.ts';
import { announce, POST_LENGTH, weightedLength } from '../../shared/terms/announcement.ts';
import { run, say } from './run.ts';

/*
 * npm run announce -- --link <address> [--program <preset or file>] [--language <tag>]
 *
 * Writes the texts that make a program known: a post to pin, a line for the profile, the post of
 * the first day, and a text for order confirmations. A person publishes them.
 */
await run(async () => {
  const { values } = parseArgs({
    options: {
      program: { type: 'string', default: process.env.PERCH_PROGRAM ?? 'four-tier-ladder' },
      language: { type: 'string' },
      link: { type: 'string' },
    },
  });
  const { link } = values;
  if (link === undefined || !URL.canParse(link)) {
    throw new Error('Say where members read the rules: --link https://example.com/members');
  }
  const program = await findProgram(values.program);
  const language = values.language ?? program.languages[0] ?? 'en';
  const texts = program.languages.includes(language)
    ? announce(program, language, link)
    : undefined;
  if (texts === undefined) {
    throw new Error(`"${language}" is no language of this program that Perch has words in.`);
  }
  const post = (text: string) => `${text}\n(${weightedLength(text)} of ${POST_LENGTH})`;
  say(`Pinned post:\n${post(texts.pinned)}\n`);
  say(`Profile:\n${texts.profile}\n`);
  say(`Launch post:\n${post(texts.launch)}\n`);
  say(`Order confirmation:\n${texts.orderConfirmation}`);
});
