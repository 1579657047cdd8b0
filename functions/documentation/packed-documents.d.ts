/** The OpenAPI document and the API page, packed as one: the bundler makes it of what was generated (`infra/constructs/packed-documents.ts`). */
declare module 'packed:documents' {
  const bytes: Uint8Array;
  export default bytes;
}
