// Finds the code of a card in what the camera sees. Loaded when somebody shows a card: the reader is as large as the rest.
import { decodeQR } from 'qr/decode.js';
import { codeOf } from './codes.ts';

/** Wide enough for a card at arm's length, small enough for a slow machine. */
const width = 640;
const pauseMs = 120;
/** 128 bits in base 32. */
const codeOnCard = /^[0-9A-HJKMNP-TV-Z]{26}$/;

/** Looks at the video until it shows a card, or `isOver`. No picture is kept, and none leaves this page. */
export async function findCode(video: HTMLVideoElement, isOver: () => boolean): Promise<string | undefined> {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true });
  while (context && !isOver()) {
    const code = video.videoWidth > 0 ? codeIn(context, video) : undefined;
    if (code) return code;
    await new Promise((wait) => setTimeout(wait, pauseMs));
  }
  return undefined;
}

function codeIn(context: CanvasRenderingContext2D, video: HTMLVideoElement): string | undefined {
  const { canvas } = context;
  canvas.width = width;
  canvas.height = Math.round((width * video.videoHeight) / video.videoWidth);
  context.drawImage(video, 0, 0, canvas.width, canvas.height);
  try {
    const said = decodeQR(context.getImageData(0, 0, canvas.width, canvas.height));
    return codeOnCard.test(said) ? codeOf(said) : undefined;
  } catch {
    // Nothing to be read in this picture.
    return undefined;
  }
}
