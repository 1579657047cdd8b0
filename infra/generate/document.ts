/** The parts of an OpenAPI 3.1 document that are made here. */

/** A JSON Schema (2020-12) as the contracts come out. */
export interface Schema {
  $ref?: string;
  type?: string;
  title?: string;
  description?: string;
  format?: string;
  pattern?: string;
  enum?: readonly unknown[];
  const?: unknown;
  default?: unknown;
  examples?: readonly unknown[];
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
  required?: readonly string[];
  properties?: Record<string, Schema>;
  additionalProperties?: boolean | Schema;
  propertyNames?: Schema;
  items?: Schema;
  anyOf?: readonly Schema[];
  oneOf?: readonly Schema[];
  allOf?: readonly Schema[];
  'x-unit'?: string;
}

export interface Reference {
  $ref: string;
}

export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required: boolean;
  description?: string;
  schema: Schema;
  example?: unknown;
}

export interface Media {
  schema: Schema;
  example?: unknown;
  examples?: Record<string, Reference>;
}

export interface Answer {
  description: string;
  headers?: Record<string, Reference>;
  content?: Record<string, Media>;
}

export interface Header {
  description: string;
  schema: Schema;
}

export interface SecurityScheme {
  type: 'http' | 'apiKey';
  description: string;
  scheme?: string;
  bearerFormat?: string;
  in?: 'header';
  name?: string;
}

export interface Operation {
  operationId: string;
  summary: string;
  description: string;
  tags: readonly string[];
  /** Roles that may; empty where no role is asked for. */
  'x-roles'?: readonly string[];
  security: readonly Record<string, readonly string[]>[];
  parameters?: readonly (Parameter | Reference)[];
  requestBody?: { required: true; description?: string; content: Record<string, Media> };
  responses: Record<string, Answer | Reference>;
  'x-codeSamples'?: readonly { lang: string; source: string }[];
}

export type Method = 'get' | 'post' | 'put' | 'delete';

export interface OpenApi {
  openapi: '3.1.0';
  info: Record<string, unknown> & { title: string; version: string; description: string };
  servers: readonly { url: string; description: string }[];
  tags: readonly { name: string; description: string }[];
  paths: Record<string, Partial<Record<Method, Operation>>>;
  webhooks: Record<string, { post: Operation }>;
  components: {
    schemas: Record<string, Schema>;
    responses: Record<string, Answer>;
    examples: Record<string, { summary: string; value: unknown }>;
    parameters: Record<string, Parameter>;
    headers: Record<string, Header>;
    securitySchemes: Record<string, SecurityScheme>;
  };
}

export const componentsOf = (kind: keyof OpenApi['components']) => `#/components/${kind}/`;

/** Name of the component a reference leads to; undefined for anything else. */
export const componentName = ({ $ref }: { $ref?: string }): string | undefined => $ref?.split('/').at(-1);
