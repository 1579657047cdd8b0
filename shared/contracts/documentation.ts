import { route } from './route.ts';

export const readOpenApi = route({
  name: 'readOpenApi',
  method: 'GET',
  path: '/v1/openapi.json',
  area: 'documentation',
  summary: 'This document (OpenAPI 3.1)',
  action: 'public',
  success: { status: 200, contentType: 'application/json' },
});

export const readApiPage = route({
  name: 'readApiPage',
  method: 'GET',
  path: '/v1/docs',
  area: 'documentation',
  summary: 'The API as a page to read',
  action: 'public',
  success: { status: 200, contentType: 'text/html' },
});
