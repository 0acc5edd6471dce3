import { StateMachine, type StateMachineDefinition } from 'aws-local-stepfunctions';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readAssembly } from '../../../infra/local/assembly.ts';
import { readDefinition } from '../../../infra/local/machine-definition.ts';
import { resolveTemplate } from '../../../infra/local/template.ts';
import { stackOf } from '../synthesized.ts';

let definitions: readonly string[];
let discard: () => void = () => {};
beforeAll(() => {
  const { app, discard: remove } = stackOf('local');
  discard = remove;
  const template = resolveTemplate(readAssembly(app.synth().directory), 'http://127.0.0.1:1');
  definitions = template
    .ofType('AWS::StepFunctions::StateMachine')
    .map(({ properties }) => properties.DefinitionString);
});
afterAll(() => discard());

test('every state machine keeps the rules of the language, and can be run on one machine', () => {
  expect(definitions.length).toBeGreaterThan(0);
  for (const text of definitions) {
    readDefinition(text);
    const definition = JSON.parse(text) as StateMachineDefinition;
    new StateMachine(definition, { validationOptions: { checkArn: false } });
  }
});
