import { nameOfMonth } from '../../shared/domain/rewards/draw-month.ts';
import { monthAt } from '../../shared/domain/time/time.ts';
import type { DrawingDependencies } from '../../shared/draws/drawing.ts';
import { type Answering, answerAll, serve } from '../../shared/lambda/api-route.ts';
import { type HttpRequest, httpFunction } from '../../shared/lambda/http.ts';
import { chooseLanguage } from '../../shared/messages/languages.ts';
import { routes } from './contract.ts';
import { freeEntries } from './entries.ts';
import { months } from './months.ts';
import { runs } from './runs.ts';
import { signIns } from './sign-in.ts';
import { type DrawViewing, viewDraw } from './view.ts';

/** Draws that anybody can check: entering them, drawing them, and all that was drawn. */
export function draws(dependencies: DrawingDependencies) {
  const { program, drawKey } = dependencies;
  const viewing = async (request: HttpRequest): Promise<DrawViewing> => {
    const wanted = request.query.lang ?? request.header('accept-language');
    const language = chooseLanguage(wanted, program.languages);
    return { program, language, drawKey: await drawKey() };
  };
  const answers: Readonly<Record<keyof typeof routes, Answering>> = {
    'GET /v1/draws': serve(routes['GET /v1/draws'], async ({ request }) => {
      const view = await viewing(request);
      const month = nameOfMonth(monthAt(request.receivedAt, program.timeZone));
      return { status: 200, body: { draws: program.draws.map((d) => viewDraw(d, month, view)) } };
    }),
    'GET /v1/draws/{draw}/{month}': months(dependencies, viewing),
    'POST /v1/draws/{draw}/entries': freeEntries(dependencies),
    'POST /v1/draws/{draw}/{month}/runs': runs(dependencies),
    'POST /v1/members/{member}/draws/{draw}/entries': signIns(dependencies),
  };
  return httpFunction(answerAll(answers));
}
