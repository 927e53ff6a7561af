// `firefly doctor`: the tools that are found, in which version, and the one command that installs the missing ones.
import { installCommand, surveyTools, type ToolName } from '../toolchain/tools.ts';
import { printJson } from './console.ts';
import { type ExitCode, exitCodes } from './failure.ts';

export async function doctor(options: { readonly json?: true }): Promise<ExitCode> {
  const tools = await surveyTools();
  const missing: readonly ToolName[] = tools.flatMap((tool) => (tool.state === 'missing' ? [tool.name] : []));
  if (options.json) printJson({ tools, install: missing.length > 0 ? installCommand(missing) : null });
  else {
    for (const tool of tools) {
      const rest =
        tool.state === 'found'
          ? `${tool.version.padEnd(10)} ${tool.path}`
          : `missing: ${tool.why} (needed for ${tool.neededFor})`;
      process.stdout.write(`${tool.state === 'found' ? 'ok ' : 'no '} ${tool.name.padEnd(17)} ${rest}\n`);
    }
    if (missing.length > 0) process.stdout.write(`\nInstall with: ${installCommand(missing)}\n`);
  }
  return missing.length > 0 ? exitCodes.world : exitCodes.ok;
}
