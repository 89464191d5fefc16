/**
 * Makes UUIDv7s by the server's clock, as far as it is known.
 *
 * `crypto.randomUUID` exists in secure contexts only, so not on plain http in a LAN.
 */
export class ClientIds {
  #ahead = 0;

  /** The server's clock says `now`. */
  adjust(now: string): void {
    const server = Date.parse(now);
    if (!Number.isNaN(server)) {
      this.#ahead = server - Date.now();
    }
  }

  next(): string {
    const bytes = random(16);
    let time = Date.now() + this.#ahead;
    for (let i = 5; i >= 0; i--) {
      bytes[i] = time % 256;
      time = Math.floor(time / 256);
    }
    bytes[6] = (bytes[6]! & 0x0f) | 0x70;
    bytes[8] = (bytes[8]! & 0x3f) | 0x80;
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  }
}

function random(length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  if (globalThis.crypto?.getRandomValues !== undefined) {
    return globalThis.crypto.getRandomValues(bytes);
  }
  return bytes.map(() => Math.floor(Math.random() * 256));
}
