// The way to an address, in the map app of the phone itself: nobody is asked anything until the link is tapped, and no web
// page gets to know where somebody lives.

/** Phones of Apple know `maps:`, all others `geo:` (RFC 5870, with the query that Android gave it). */
export function routeTo(address: string, userAgent: string): string {
  const query = encodeURIComponent(address);
  return /iPhone|iPad|Macintosh/.test(userAgent) ? `maps:?daddr=${query}` : `geo:0,0?q=${query}`;
}
