import { localDay } from '../../shared/domain/time/time.ts';
import { type Answering, answerAll, serve } from '../../shared/lambda/api-route.ts';
import { httpFunction } from '../../shared/lambda/http.ts';
import { chooseLanguage } from '../../shared/messages/languages.ts';
import type { Program } from '../../shared/program/program.ts';
import { routes } from './contract.ts';
import { viewProgram } from './program-view.ts';

export interface ProgramDependencies {
  readonly program: Program;
}

/** Tells the rules that everybody may know: `GET /v1/program`. */
export function tellProgram({ program }: ProgramDependencies) {
  const answers: Readonly<Record<keyof typeof routes, Answering>> = {
    'GET /v1/program': serve(routes['GET /v1/program'], async ({ query, request }) => {
      const wanted = query.lang ?? request.header('accept-language');
      const language = chooseLanguage(wanted, program.languages);
      const day = localDay(request.receivedAt, program.timeZone);
      return { status: 200, body: viewProgram(program, { language, day }) };
    }),
  };

  return httpFunction(answerAll(answers));
}
