// In: target names from the command line and the project. Out: target definitions, or a usage error that names the nearest one.

import type { TargetDefinition } from '../alex/target-definition.ts';
import { nearestName } from '../base/nearest.ts';
import type { Project } from '../fncs/project.ts';
import { boardNames, findTarget, targetNames } from '../targets/registry.ts';
import { CommandFailure, exitCodes } from './failure.ts';

export function chooseTargets(project: Project, asked: readonly string[]): readonly TargetDefinition[] {
  const names = asked.length > 0 ? asked : project.targets;
  const chosen = names.map((name) => chooseTarget(project, name));
  return chosen.filter(({ target }, at) => chosen.findIndex((other) => other.target.name === target.name) === at);
}

function chooseTarget(project: Project, name: string): TargetDefinition {
  const onBoard = project.board === undefined ? undefined : findTarget(name, project.board);
  const found = onBoard ?? findTarget(name);
  if (found) return (project.cLibrary === 'linked' ? found.cLibrary : null) ?? found;
  const near = nearestName(name, targetNames);
  throw new CommandFailure(
    exitCodes.usage,
    `there is no target \`${name}\`.${near ? ` Did you mean \`${near}\`?` : ''} Targets: ${targetNames.join(', ')}; boards of cortex-m33: ${boardNames('cortex-m33').join(', ')}.`,
  );
}
