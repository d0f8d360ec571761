// Files that the browser puts among its downloads.

const keptMs = 10_000;

export function saveFile(name: string, parts: BlobPart[], type: string): void {
  const address = URL.createObjectURL(new Blob(parts, { type }));
  const link = Object.assign(document.createElement('a'), { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), keptMs);
}

/** A PDF as it travels in an answer: in base64. */
export function savePdf(name: string, base64: string): void {
  saveFile(name, [Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], 'application/pdf');
}
