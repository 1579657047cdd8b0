declare module 'asl-validator' {
  /** Checks a parsed definition; `errorsText` is empty when there is nothing wrong. */
  export default function validate(definition: unknown): { isValid: boolean; errorsText(separator?: string): string };
}
