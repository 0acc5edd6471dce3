import { PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';

/** A policy that allows exactly these actions on exactly these resources. */
export function allow(actions: string[], resources: string[]): PolicyDocument {
  return new PolicyDocument({ statements: [new PolicyStatement({ actions, resources })] });
}
