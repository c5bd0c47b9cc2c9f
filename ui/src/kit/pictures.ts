// Pictures fetched and decoded ahead. They are in no document until one of them is shown: that they come and go draws
// nothing.
import { SvelteMap } from "svelte/reactivity";

export class Pictures {
  readonly #images = new Map<string, HTMLImageElement>();
  readonly #decoding = new WeakSet<HTMLImageElement>();
  readonly #decoded = new SvelteMap<string, boolean>();

  /** Whether a picture is decoded; false when it cannot be read, undefined before it is known. */
  good(address: string): boolean | undefined {
    return this.#decoded.get(address);
  }
  image(address: string): HTMLImageElement | undefined {
    return this.#images.get(address);
  }
  /** Fetches and decodes these, only fetches one of them, and lets go of all others. */
  keep(addresses: ReadonlySet<string>, fetchOnly?: string): void {
    for (const address of addresses) {
      const image = this.#images.get(address) ?? this.#fetch(address);
      if (address !== fetchOnly) this.#decode(address, image);
    }
    for (const [address, image] of this.#images) {
      if (addresses.has(address)) continue;
      this.#images.delete(address);
      this.#decoded.delete(address);
      // Gives its memory back now, not when the element is collected.
      image.removeAttribute("src");
    }
  }
  #fetch(address: string): HTMLImageElement {
    const image = new Image();
    image.alt = "";
    image.draggable = false;
    image.decoding = "sync";
    image.src = address;
    this.#images.set(address, image);
    return image;
  }
  #decode(address: string, image: HTMLImageElement): void {
    if (this.#decoding.has(image)) return;
    this.#decoding.add(image);
    const settle = (good: boolean) => {
      if (this.#images.get(address) === image) this.#decoded.set(address, good);
    };
    image.decode().then(
      () => settle(true),
      () => settle(false),
    );
  }
}
