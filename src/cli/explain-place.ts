// `firefly explain Ring.fs:10`: what is to be proved on a line, what is known there and why, what came of it, and what would help. Proves the program; lowers nothing.
import type { Command } from 'commander';
import { nearestName } from '../base/nearest.ts';
import { never } from '../base/never.ts';
import { endOf, startOf } from '../base/source.ts';
import { hasErrors } from '../diagnostics/diagnostic.ts';
import { recordReplay, replayText } from '../evidence/replay.ts';
import { type Fact, type Obligation, shownAt } from '../obligations/obligation.ts';
import { factLine } from '../obligations/phrase.ts';
import { buildGraph, proveGraph } from '../pipeline.ts';
import { memoryStore } from '../proofs/cache.ts';
import type { Replay } from '../proofs/replay.ts';
import type { Answer } from '../proofs/verdict.ts';
import type { Psg } from '../psg/psg.ts';
import { startSession } from '../smt/session.ts';
import { chooseTargets } from './choose-targets.ts';
import { makeConsole } from './console.ts';
import { CommandFailure, type ExitCode, exitCodes } from './failure.ts';
import { findOwner, findProject } from './find-project.ts';

/** A place on the command line; undefined when the text is none. */
export function placeIn(text: string): { readonly file: string; readonly line: number } | undefined {
  const found = /^(.+):([1-9][0-9]{0,6})$/.exec(text);
  return found?.[1] === undefined ? undefined : { file: found[1], line: Number(found[2]) };
}

export async function explainPlace(
  place: { readonly file: string; readonly line: number },
  options: { readonly target?: string; readonly project?: string },
  command: Command,
): Promise<ExitCode> {
  const console = makeConsole(command);
  const { program } = options.project === undefined ? findOwner(place.file) : findProject(options.project);
  console.show(program.problems);
  if (!program.value) return exitCodes.refused;
  const graph = await buildGraph(program.value, console.progress.watch);
  console.show(graph.problems);
  if (!graph.value || hasErrors(graph.problems)) return exitCodes.refused;
  const psg = graph.value;
  const paths = program.value.sources.map(({ path }) => path);
  const path = paths.find(
    (each) => each === place.file || place.file.endsWith(`/${each}`) || each.endsWith(`/${place.file}`),
  );
  if (path === undefined) {
    const near = nearestName(place.file, paths);
    throw new CommandFailure(
      exitCodes.usage,
      `the program has no file \`${place.file}\`.${near ? ` Did you mean ${near}?` : ''} Its files: ${paths.join(', ')}.`,
    );
  }
  const [definition] = chooseTargets(program.value.project, options.target === undefined ? [] : [options.target]);
  const { target } = definition ?? never('a project has a target');
  const solver = startSession();
  try {
    const { obligations, answers, replays } = await proveGraph(
      psg,
      target,
      { solver, store: memoryStore(), ...program.value.project.proof },
      console.progress.watch,
    );
    const here = obligations.flatMap((obligation, i) => {
      const answer = answers[i] ?? never('every obligation has an answer');
      return isOn(psg, obligation, path, place.line)
        ? [{ obligation, answer, replay: replays.get(obligation.id) }]
        : [];
    });
    console.progress.end();
    process.stdout.write(`${textOf(psg, here, `${path}:${place.line}`, target.name)}\n`);
  } finally {
    await solver.close();
  }
  return exitCodes.ok;
}

function isOn(psg: Psg, obligation: Obligation, path: string, line: number): boolean {
  const { span } = psg.node(shownAt(obligation));
  return span.file.path === path && startOf(span).line <= line && line <= endOf(span).line;
}

interface Judged {
  readonly obligation: Obligation;
  readonly answer: Answer;
  readonly replay: Replay | undefined;
}

function textOf(psg: Psg, here: readonly Judged[], place: string, target: string): string {
  if (here.length === 0) return `${place}: nothing is to be proved on this line.`;
  const count = here.length === 1 ? '1 claim' : `${here.length} claims`;
  return [`${place} on ${target}: ${count}`, ...here.flatMap((each) => ['', ...describe(psg, each)])].join('\n');
}

function describe(psg: Psg, { obligation, answer, replay }: Judged): readonly string[] {
  const { kind, text, questions, sourceNames } = obligation;
  const lines = [`${kind}: ${text}`, `  verdict: ${verdictOf(answer)}`];
  if (obligation.decided) return [...lines, `  because: ${obligation.decided.because}`];
  const used = new Set(answer.hypotheses.map(({ key }) => key));
  const say = (fact: Fact) => `    ${factLine(psg, fact, sourceNames)}`;
  if (answer.hypotheses.length > 0) lines.push('  proved from:', ...answer.hypotheses.map(say));
  for (const question of questions) {
    const others = question.facts.filter(({ key }) => !used.has(key));
    const which =
      question.name === 'claim'
        ? 'here'
        : question.name === 'entry'
          ? "at the loop's entry"
          : 'after a turn of the loop';
    if (others.length > 0)
      lines.push(`  ${used.size > 0 ? 'also known' : 'known'} ${which}:`, ...unique(others.map(say)));
  }
  if (answer.counterexample) {
    const values = Object.entries(answer.counterexample).map(([name, value]) => `${name} = ${value}`);
    lines.push(`  these facts allow: ${values.join(', ')} (${replayText(recordReplay(replay, psg))})`);
  }
  const help = helpFor(obligation, answer);
  return help === undefined ? lines : [...lines, `  what would help: ${help}`];
}

function unique(lines: readonly string[]): readonly string[] {
  return [...new Set(lines)];
}

function verdictOf({ verdict, method, uncertified, why }: Answer): string {
  if (verdict === 'proved')
    return `proved (${method ?? 'by type'})${uncertified ? ', but the checker does not confirm it: the check stays' : ''}`;
  if (verdict === 'unknown')
    return `not proved: ${why === 'counterexample' ? 'the facts allow a counterexample' : (why ?? 'the solver gave no answer')}; the check stays`;
  return verdict;
}

function helpFor({ kind, text }: Obligation, { verdict }: Answer): string | undefined {
  if (verdict === 'refuted') return 'the claim fails each time control gets here; mend the program.';
  if (verdict !== 'unknown') return undefined;
  switch (kind) {
    case 'bounds':
    case 'slice':
    case 'division':
    case 'overflow':
      return `a test before it (\`if ${text.replaceAll(/\s+/g, ' ')} then …\`), a \`requires\` of the function that says so, or an \`invariant\` of the loop around it.`;
    case 'invariant':
      return 'an invariant that says more, so that one turn of the loop keeps it.';
    case 'requires':
      return 'a test before the call, or the same `requires` of the calling function.';
    case 'ensures':
    case 'assert':
      return 'an `ensures` of a function that is called, or an `invariant` of a loop before it.';
    case 'failure':
      return 'a test before it that excludes the case, or a `requires` of the function that does.';
    case 'exhaustive':
      return 'a rule for the values that no rule takes.';
    default:
      return 'a test of the address before the access.';
  }
}
