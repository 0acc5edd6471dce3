import { parseArgs } from 'node:util';
import { findProgram } from '../../shared/program/find.ts';
import { termsLanguages, writeTerms } from '../../shared/terms/terms.ts';
import { run, say } from './run.ts';

/*
 * npm run terms [-- --program <preset or file>] [--language <tag>]
 *
 * Writes a program's rules as Markdown that a brand can publish, in the program's first language
 * unless told, on stdout.
 */
await run(async () => {
  const { values } = parseArgs({
    options: {
      program: { type: 'string', default: process.env.PERCH_PROGRAM ?? 'four-tier-ladder' },
      language: { type: 'string' },
    },
  });
  const program = await findProgram(values.program);
  const offered = program.languages.filter((language) => termsLanguages.includes(language));
  const language = values.language ?? offered[0];
  if (language === undefined || !offered.includes(language)) {
    throw new Error(
      `"${language ?? program.languages[0]}" is no language of these terms: ${offered.join(', ') || 'none'}`,
    );
  }
  say(writeTerms(program, language, new Date().toISOString().slice(0, 10)).trimEnd());
});
