// How a photograph is looked at: turned, lighter, zoomed. For the eye only; nothing of it is kept
// with the photograph. Whether the zoom stays between photographs is remembered on this machine.

import { type Turn, turned } from "../view/photo";

export class Viewing {
  turn = $state<Turn>(0);
  /** 1 is as photographed. */
  brightness = $state(1);
  contrast = $state(1);
  /** Height of the tools below the photograph; more than one row where there is little room. */
  barHeight = $state(38);
  #keep = $state(localStorage.getItem("keep-zoom") === "yes");

  /** Whether the next photograph is shown at the same zoom. */
  get keep(): boolean {
    return this.#keep;
  }
  set keep(keep: boolean) {
    this.#keep = keep;
    localStorage.setItem("keep-zoom", keep ? "yes" : "no");
  }
  get asPhotographed(): boolean {
    return this.brightness === 1 && this.contrast === 1;
  }
  rotate(): void {
    this.turn = turned(this.turn);
  }
  resetLight(): void {
    this.brightness = 1;
    this.contrast = 1;
  }
}
