// In: what fixpoints found over the whole program. Out: claims about functions and module-level values. Proposals only: whoever uses them proves them.
import type { Claim, Root } from '../checker/claims.ts';
import type { NodeId } from '../psg/node.ts';
import { isStart } from './effects.ts';
import { claimsOf, rootsOfNames } from './propose.ts';
import type { Knowledge } from './run.ts';
import { isPlain, slotsOf, unfold } from './slots.ts';
import { createSymbolTable } from './symbols.ts';
import { makeTemplates } from './templates.ts';
import { unknownOf } from './value.ts';
import type { Program } from './walk-definition.ts';

/** Claims from what is known of parameters, results and module-level values. */
export function claimsOfProgram(program: Program, knowledge: Knowledge): readonly Claim[] {
  const { psg, target } = program;
  const sample = (id: NodeId, type: Parameters<typeof unknownOf>[0]) => {
    const naming = { table: createSymbolTable(), target, about: id };
    return { id, value: unfold(unknownOf(type, undefined, naming), undefined, naming) };
  };
  const claims: Claim[] = [];
  for (const id of program.effects.reachable) {
    const { parameters, result } = psg.expect(id, 'function');
    const names = parameters.map((each) => sample(each, psg.expect(each, 'binding').type));
    const roots = rootsOfNames(names, target);
    const entry = isStart(psg, id) ? undefined : knowledge.parameters.get(id);
    if (entry) claims.push(...claimsOf('entry', id, makeTemplates(roots.length, 0), entry, roots));
    const returned = knowledge.results.get(id);
    if (!returned) continue;
    const own = slotsOf(sample(id, result).value, target).map((_slot, slot): Root => ({ kind: 'result', slot }));
    const partners = names.flatMap(({ id: parameter, value }) =>
      slotsOf(value, target).flatMap((slot, at): Root[] =>
        isPlain(slot) ? [{ kind: 'name', id: parameter, slot: at }] : [],
      ),
    );
    const templates = makeTemplates(own.length, partners.length);
    claims.push(...claimsOf('result', id, templates, returned, [...own, ...partners]));
  }
  for (const id of psg.values) {
    const bounds = knowledge.globals.get(id);
    const roots = rootsOfNames([sample(id, psg.expect(id, 'value').type)], target);
    if (bounds) claims.push(...claimsOf('value', id, makeTemplates(roots.length, 0), bounds, roots));
  }
  for (const [id, bounds] of knowledge.contents) {
    const type = psg.node(id);
    if (!('type' in type) || !('element' in type.type)) continue;
    const slots = slotsOf(sample(id, type.type.element).value, target);
    const roots = slots.map((_slot, slot): Root => ({ kind: 'element', slot }));
    // ranges only: these come first
    const ranges = makeTemplates(roots.length, 0).slice(0, 2 * roots.length);
    claims.push(...claimsOf('contents', id, ranges, { uppers: bounds.uppers, congruences: [] }, roots));
  }
  return claims;
}
