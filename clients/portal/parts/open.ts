/** Opens the page about one record. */
export type Open = (page: 'invoice' | 'statement', id: string) => void;
