// The residents that jobs are for: jobs name them by id alone.
import type { GetResidentResponseJson } from '@emplooi/shared/generated/emplooi/residents/v1/residents_pb';
import { read } from '@emplooi/shared/rpc.ts';
import { SvelteMap } from 'svelte/reactivity';

const atOnce = 6;

export class Residents {
  readonly #known = new SvelteMap<string, GetResidentResponseJson>();
  readonly #asked = new Set<string>();

  of(residentId: string | undefined): GetResidentResponseJson | undefined {
    return this.#known.get(residentId ?? '');
  }

  /** Reads those that were not asked for yet, a few at a time. Who cannot be read stays unknown. */
  async know(residentIds: Iterable<string | undefined>): Promise<void> {
    const waiting = [...new Set(residentIds)].filter((id) => id !== undefined && !this.#asked.has(id)) as string[];
    for (const id of waiting) this.#asked.add(id);
    const readNext = async (): Promise<void> => {
      for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
        try {
          this.#known.set(id, await read('residents.v1.ResidentService/GetResident', { residentId: id }));
        } catch {
          this.#asked.delete(id);
        }
      }
    };
    await Promise.all(Array.from({ length: atOnce }, readNext));
  }
}

/** `5011 AB 12`. */
export function addressOf(who: GetResidentResponseJson | undefined): string {
  return [who?.household?.postcode, who?.household?.houseNumber].filter(Boolean).join(' ');
}
