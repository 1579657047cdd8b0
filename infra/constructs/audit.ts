import { Stack, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/**
 * Accepts, in the audit by cdk-nag, that a role's resource ends in `*`: once for this resource, with the reason.
 * The audit knows the resource by its flattened form: `<Bucket.Arn>/uploads/*`.
 */
export function acceptFolder(role: IConstruct, resource: string, reason: string): void {
  Validations.of(role).acknowledge({
    id: `AwsSolutions-IAM5[Resource::${flat(Stack.of(role).resolve(resource))}]`,
    reason,
  });
}

function flat(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(flat).join('');
  if (value !== null && typeof value === 'object') {
    const [[name, inner] = ['', undefined]] = Object.entries(value);
    if (name === 'Ref') return `<${flat(inner)}>`;
    if (name === 'Fn::GetAtt' && Array.isArray(inner)) return `<${inner.map(flat).join('.')}>`;
    if (name === 'Fn::Join' && Array.isArray(inner)) return flat(inner[1]);
  }
  throw new Error(`A resource the audit cannot name: ${JSON.stringify(value)}`);
}
