import { crc32, deflateSync } from "node:zlib";

/** A PNG of a landscape in the colours that are given: sky, hills before one another. */
export function png(width: number, height: number, [sky, ...hills]: [number, number, number][]): Buffer<ArrayBuffer> {
  const rows = Buffer.alloc(height * (width * 3 + 1));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const hill = hills.findLast((_, i) => y > height * (0.35 + 0.18 * i + 0.09 * Math.sin((x / width) * 7 + i * 2.1)));
      const light = hill === undefined ? (1 - y / height) * 46 : 0;
      (hill ?? sky!).forEach((value, i) => (rows[y * (width * 3 + 1) + 1 + x * 3 + i] = Math.min(255, value + light)));
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", header), chunk("IDAT", deflateSync(rows)), chunk("IEND", Buffer.alloc(0)),
  ]);
}

export const HILLS: [number, number, number][] = [[150, 190, 215], [120, 160, 150], [70, 120, 105], [35, 78, 72]];

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(named) >>> 0);
  return Buffer.concat([length, named, sum]);
}
