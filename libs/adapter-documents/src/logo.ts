import { colors } from './dress.js';
import type { Sheet } from './sheet.js';
import { tagged, unread } from './tags.js';

const [most, padding, gap] = [{ width: 80, height: 36 }, 5, 12] as const;

/** A picture on a white card, with the room it takes; none where there is no picture. */
export function placedLogo(sheet: Sheet, logo: Buffer | null) {
  const { doc } = sheet;
  if (logo === null) return { width: 0, height: 0, draw: () => undefined };
  const picture = opened(doc, logo);
  const scale = Math.min(most.width / picture.width, most.height / picture.height);
  const [width, height] = [picture.width * scale, picture.height * scale];
  return {
    width: width + 2 * padding + gap,
    height: height + 2 * padding,
    draw(x: number, y: number, name: string): void {
      unread(sheet, () => doc.roundedRect(x, y, width + 2 * padding, height + 2 * padding, 4).fill(colors.paper));
      tagged(sheet, 'Figure', () => doc.image(picture as never, x + padding, y + padding, { width, height }), {
        alt: name,
      });
    },
  };
}

type Picture = { readonly width: number; readonly height: number };

/** pdfkit opens pictures and takes opened ones; its types know neither. */
const opened = (doc: Sheet['doc'], bytes: Buffer): Picture =>
  (doc as unknown as { openImage(from: Buffer): Picture }).openImage(bytes);
