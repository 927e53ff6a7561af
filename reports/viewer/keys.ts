// In: key presses. Out: n, p walk through the checks that remain; `/` filters; `?` lists the keys; Esc closes. Single letters can be switched off.
import { focusFilter, isShown } from './filter.ts';
import { closeInspector, select, selectedNumber } from './inspector.ts';
import { byId } from './page.ts';

function remainingNumbers(): readonly number[] {
  return [...document.querySelectorAll<HTMLElement>('.remaining li[data-o]')]
    .map((each) => Number(each.dataset.o))
    .filter(isShown);
}

/** Wraps around at both ends. */
export function walk(step: 1 | -1): void {
  const numbers = remainingNumbers();
  if (numbers.length === 0) return;
  const at = numbers.indexOf(selectedNumber() ?? -1);
  const next = at < 0 ? (step === 1 ? 0 : numbers.length - 1) : (at + step + numbers.length) % numbers.length;
  const number = numbers[next];
  if (number !== undefined) select(number, 'to-source');
}

function isWriting(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName))
  );
}

function lettersAreOn(): boolean {
  return (byId('keys-on') as HTMLInputElement).checked;
}

export function startKeys(): void {
  const keys = byId('keys') as HTMLDialogElement;
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !keys.open && selectedNumber() !== null) return closeInspector();
    if (event.ctrlKey || event.metaKey || event.altKey || keys.open || isWriting(event.target) || !lettersAreOn())
      return;
    const actions: Readonly<Record<string, () => void>> = {
      n: () => walk(1),
      p: () => walk(-1),
      '/': focusFilter,
      '?': () => keys.showModal(),
    };
    const action = actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });
  byId('show-keys').addEventListener('click', () => keys.showModal());
  byId('next').addEventListener('click', () => walk(1));
  byId('previous').addEventListener('click', () => walk(-1));
  byId('close').addEventListener('click', closeInspector);
}
