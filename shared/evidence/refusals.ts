/** Why an uploaded file is not taken as evidence, each with the sentence a person reads. */
export const refusals = {
  empty: 'The file is empty.',
  too_large: 'The file is larger than is accepted.',
  type_not_allowed: 'This kind of file is not accepted: send a JPEG, PNG or HEIC picture, an MP4 video or a PDF.',
  not_as_declared: 'The content of the file is not of the type it was uploaded as.',
  incomplete: 'The file breaks off before its end: send it again.',
  unreadable: 'The file is damaged and cannot be read.',
  too_many_pixels: 'The picture has more pixels than are accepted: send it in a smaller size.',
  blank: 'The picture shows nothing: it is one colour all over.',
  no_picture: 'The video has no picture.',
  no_page: 'The document has no page.',
  encrypted: 'The document is protected by a password: send it without.',
} as const;
export type Refusal = keyof typeof refusals;
