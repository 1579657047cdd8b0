/**
 * Size and number of scans of a JPEG file, read from its markers without decoding a pixel; `incomplete` when the file
 * ends before its end-of-image marker, which the decoder would not notice. Throws when there is no marker where one
 * must be. (ITU-T T.81, annex B)
 */
export function measureJpeg(bytes: Uint8Array): { width: number; height: number; scans: number } | 'incomplete' {
  const size = { width: 0, height: 0, scans: 0 };
  let at = 2;
  while (at < bytes.length) {
    if (bytes[at] !== 0xff) throw new Error('no marker where one must be');
    while (bytes[at] === 0xff) at += 1;
    const marker = bytes[at];
    at += 1;
    if (marker === undefined) return 'incomplete';
    if (marker === endOfImage) return size;
    if (standsAlone(marker)) continue;
    const length = word(bytes, at);
    if (length < 2) throw new Error('a segment without a length');
    if (startsFrame(marker)) {
      size.height = word(bytes, at + 3);
      size.width = word(bytes, at + 5);
    }
    at += length;
    if (marker === startOfScan) {
      if (size.width * size.height === 0) throw new Error('a scan before its frame, or of no size');
      size.scans += 1;
      at = endOfScan(bytes, at);
    }
  }
  return 'incomplete';
}

const startOfScan = 0xda;
const endOfImage = 0xd9;
const isRestart = (marker: number) => marker >= 0xd0 && marker <= 0xd7;
const standsAlone = (marker: number) => marker === 0x01 || isRestart(marker);
// C4, C8 and CC lie in the range of the frames but are tables and an extension.
const startsFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
const word = (bytes: Uint8Array, at: number) => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);

// In coded data FF is followed by 00 or a restart; anything else begins the next segment.
function endOfScan(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1];
    if (next === undefined) return bytes.length;
    if (next !== 0x00 && next !== 0xff && !isRestart(next)) return at;
  }
  return bytes.length;
}
