import type { Refusal } from './refusals.ts';

/**
 * HEIC pictures and MP4 videos are boxes in boxes (ISO/IEC 14496-12). They are not decoded, which takes a video decoder;
 * what is checked is that the file is whole: its boxes end exactly where it ends, and all that its index points at is there.
 */
interface Box {
  readonly type: string;
  /** Where the content of the box starts and ends in the file. */
  readonly start: number;
  readonly end: number;
}

/** The brands a file names itself compatible with. */
export function brandsOf(bytes: Uint8Array): string[] {
  const ftyp = boxesIn(viewOf(bytes), { type: 'file', start: 0, end: bytes.length }, 1)?.[0];
  if (ftyp?.type !== 'ftyp') return [];
  const text = Buffer.from(bytes.subarray(ftyp.start, ftyp.end)).toString('latin1');
  // After the major brand come four bytes of its version.
  return [text.slice(0, 4), ...(text.slice(8).match(/.{4}/gs) ?? [])];
}

/** Why an MP4 video is refused; undefined when it is whole and has a picture. Throws on what is no such file. */
export function lookAtMp4(bytes: Uint8Array): Refusal | undefined {
  const view = viewOf(bytes);
  const boxes = boxesIn(view, { type: 'file', start: 0, end: bytes.length });
  if (boxes === undefined) return 'incomplete';
  const movie = boxes.find(({ type }) => type === 'moov');
  // Recorders write the index last: a recording that was cut off has none.
  if (movie === undefined || !boxes.some(({ type }) => type === 'mdat')) return 'incomplete';
  const tracks = inside(view, movie).filter(({ type }) => type === 'trak');
  const pictures = tracks.filter((track) => handlerOf(view, track) === 'vide');
  const offsets = tracks.flatMap((track) => [...chunkOffsets(view, track)]);
  if (offsets.some((offset) => offset >= bytes.length)) return 'incomplete';
  const filmed =
    boxes.some(({ type }) => type === 'moof') || pictures.some((track) => !chunkOffsets(view, track).next().done);
  return filmed && pictures.length > 0 ? undefined : 'no_picture';
}

/** Why a HEIC picture is refused; undefined when it is whole. Throws on what is no such file. */
export function lookAtHeic(bytes: Uint8Array): Refusal | undefined {
  const view = viewOf(bytes);
  const boxes = boxesIn(view, { type: 'file', start: 0, end: bytes.length });
  if (boxes === undefined) return 'incomplete';
  const meta = boxes.find(({ type }) => type === 'meta');
  if (meta === undefined) return 'unreadable';
  // `meta` has four bytes of version and flags before its boxes.
  const parts = inside(view, { ...meta, start: meta.start + 4 });
  const locations = parts.find(({ type }) => type === 'iloc');
  if (locations === undefined || !parts.some(({ type }) => type === 'iinf' || type === 'pitm')) return 'unreadable';
  const ends = [...extentEnds(view, locations)];
  if (ends.length === 0) return 'unreadable';
  return ends.some((end) => end > bytes.length) ? 'incomplete' : undefined;
}

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const typeAt = (view: DataView, at: number) =>
  String.fromCharCode(view.getUint8(at), view.getUint8(at + 1), view.getUint8(at + 2), view.getUint8(at + 3));
const long = (view: DataView, at: number) => Number(view.getBigUint64(at));

// More boxes in one than any camera writes; an attack may have millions.
const maxBoxes = 100_000;

// The boxes directly in another, or undefined when the last one does not end where the other does.
function boxesIn(view: DataView, outer: Box, most = maxBoxes): Box[] | undefined {
  const boxes: Box[] = [];
  let at = outer.start;
  while (at < outer.end && boxes.length < most) {
    if (outer.end - at < 8) return undefined;
    const short = view.getUint32(at);
    if (short === 1 && outer.end - at < 16) return undefined;
    // 0: until the end of the file; 1: the size needs eight bytes.
    const size = short === 0 ? outer.end - at : short === 1 ? long(view, at + 8) : short;
    const head = short === 1 ? 16 : 8;
    if (size < head) throw new Error('a box smaller than its own head');
    if (at + size > outer.end) return undefined;
    boxes.push({ type: typeAt(view, at + 4), start: at + head, end: at + size });
    at += size;
  }
  if (boxes.length === maxBoxes) throw new Error('too many boxes');
  return boxes;
}

function inside(view: DataView, outer: Box): Box[] {
  const boxes = boxesIn(view, outer);
  if (boxes === undefined) throw new Error(`boxes do not fit into ${outer.type}`);
  return boxes;
}

function find(view: DataView, outer: Box, ...path: readonly string[]): Box | undefined {
  let box: Box | undefined = outer;
  for (const type of path) box = box && inside(view, box).find((one) => one.type === type);
  return box;
}

// What a track carries: `vide`, `soun`, …
function handlerOf(view: DataView, track: Box): string | undefined {
  const handler = find(view, track, 'mdia', 'hdlr');
  return handler && typeAt(view, handler.start + 8);
}

// Where in the file the chunks of a track's samples start.
function* chunkOffsets(view: DataView, track: Box): Generator<number> {
  const table = find(view, track, 'mdia', 'minf', 'stbl');
  if (table === undefined) return;
  for (const { type, start, end } of inside(view, table)) {
    const width = type === 'stco' ? 4 : type === 'co64' ? 8 : 0;
    if (width === 0) continue;
    const count = view.getUint32(start + 4);
    if (start + 8 + count * width > end) throw new Error('a chunk table larger than its box');
    for (let i = 0; i < count; i += 1) {
      const at = start + 8 + i * width;
      yield width === 4 ? view.getUint32(at) : long(view, at);
    }
  }
}

// Where in the file the pieces of a picture's items end (ISO/IEC 14496-12, 8.11.3).
function* extentEnds(view: DataView, locations: Box): Generator<number> {
  let at = locations.start;
  const take = (width: number) => {
    if (at + width > locations.end) throw new Error('an item location outside its box');
    const value =
      width === 8 ? long(view, at) : width === 4 ? view.getUint32(at) : width === 2 ? view.getUint16(at) : 0;
    at += width;
    return value;
  };
  const version = take(4) >>> 24;
  const sizes = take(2);
  const [offsetSize, lengthSize, baseSize] = [(sizes >> 12) & 15, (sizes >> 8) & 15, (sizes >> 4) & 15];
  const indexSize = version > 0 ? sizes & 15 : 0;
  for (let items = take(version < 2 ? 2 : 4); items > 0; items -= 1) {
    take(version < 2 ? 2 : 4);
    // 0: counted from the start of the file; otherwise inside another box or item.
    const method = version > 0 ? take(2) & 15 : 0;
    take(2);
    const base = take(baseSize);
    for (let extents = take(2); extents > 0; extents -= 1) {
      take(indexSize);
      const end = base + take(offsetSize) + take(lengthSize);
      if (method === 0) yield end;
    }
  }
}
