// The one menu of the right mouse button: what is offered where it was pressed.

export interface MenuItem {
  label: string;
  keys?: string;
  disabled?: boolean;
  run: () => void;
}
export const menu = $state<{ shown: { x: number; y: number; items: MenuItem[] } | undefined }>({ shown: undefined });

/** Offers something at the pointer; nothing is shown where there is nothing to offer. */
export function offer(event: MouseEvent, items: MenuItem[]): void {
  event.preventDefault();
  event.stopPropagation();
  menu.shown = items.length > 0 ? { x: event.clientX, y: event.clientY, items } : undefined;
}
