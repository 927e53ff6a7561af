// In: a place where an address is kept. Out: what is said of it: the claim, the complaint when it is illegal, and what to do instead. Decides nothing.
import type { NodeId } from '../psg/node.ts';
import type { Psg } from '../psg/psg.ts';
import { sourceNameOf } from './source-name.ts';
import type { Keeping } from './storage.ts';

/** The name that an array was given, or its source. */
function nameOf(psg: Psg, pointee: NodeId): string {
  for (const { user, role } of psg.users(pointee)) {
    const node = psg.node(user);
    if (node.kind === 'let' && role === 'operand') return `\`${psg.expect(node.binding, 'binding').name}\``;
  }
  const source = sourceNameOf(psg, pointee);
  return source === undefined ? 'made here' : `\`${source}\``;
}

/** Why the storage of an array ends too early. */
export function complaintOf(psg: Psg, keeping: Keeping, pointee: NodeId): string {
  const name = nameOf(psg, pointee);
  switch (keeping.kind) {
    case 'return':
      return `The array ${name} is gone when the function returns, and the result still points at it.`;
    case 'module':
      return `The array ${name} is gone when its function returns, and a module-level value still points at it.`;
    case 'binding':
      return `The array ${name} is made anew at every execution of the loop's body, and \`${sourceNameOf(psg, keeping.binding) ?? 'a binding'}\`, made before the loop, would still point at it.`;
    case 'memory':
      return `The array ${name} is gone before the array that its address is stored in.`;
  }
}

/** What to do instead. */
export function hintOf(keeping: Keeping): string {
  switch (keeping.kind) {
    case 'return':
      return 'Let the caller make the array and pass it in as a Span, or make it a module-level value.';
    case 'module':
      return 'Make the array a module-level value: it then lives as long as the program.';
    case 'binding':
    case 'memory':
      return 'Make the array before the loop or in the caller, so that it lives as long as what keeps its address.';
  }
}

/** The claim. */
export function textOf(psg: Psg, keeping: Keeping): string {
  switch (keeping.kind) {
    case 'return':
      return 'what the result points at outlives the function';
    case 'module':
      return keeping.through === undefined
        ? 'what the module-level value points at is never gone'
        : 'what the argument points at is never gone, because the called function keeps it';
    case 'binding':
      return `what ${sourceNameOf(psg, keeping.binding) ?? 'the binding'} points at lives as long as it does`;
    case 'memory':
      return 'what the stored address points at lives as long as the array that holds it';
  }
}
