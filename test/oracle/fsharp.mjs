// In: on standard input, one JSON line for each program: `{ "files": [[name, text], …] }` in compilation order. Out: for each, one JSON line: the messages of the F# compiler
// (`@fable-org/fable-standalone`). Runs in a process of its own: the compiler needs a deep stack (`node --stack-size=4000`).
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';

const packages = createRequire(import.meta.url);
const folderOf = (name) => dirname(packages.resolve(`${name}/package.json`));
const assemblies = join(folderOf('@fable-org/fable-metadata'), 'lib');

/** The package says "module", and its file is a script that gives its names to `exports`. */
function loadCompiler() {
  const script = readFileSync(join(folderOf('@fable-org/fable-standalone'), 'dist', 'bundle.min.js'), 'utf8');
  const exports = {};
  new Function('exports', 'module', script)(exports, { exports });
  return exports.init();
}

const compiler = loadCompiler();
const references = readdirSync(assemblies)
  .filter((name) => name.endsWith('.dll') && !/^(Browser|Fable)\./.test(name))
  .map((name) => name.slice(0, -'.dll'.length));
// A plain Uint8Array: the compiler does not read a Buffer's bytes where they stand in a pool.
const readAssembly = (path) => new Uint8Array(readFileSync(join(assemblies, basename(path.replaceAll('\\', '/')))));
const checker = compiler.CreateChecker(references, readAssembly, []);

function check({ files }) {
  const names = files.map(([name]) => name);
  const texts = files.map(([, text]) => text);
  const results = compiler.ParseAndCheckProject(checker, 'Oracle.fsproj', names, texts, []);
  const seen = new Set();
  return compiler
    .GetErrors(results)
    .map(({ FileName, StartLine, StartColumn, Message, IsWarning }) => ({
      file: FileName,
      line: StartLine,
      column: StartColumn + 1,
      message: Message.replace(/\s+/g, ' ').trim(),
      isWarning: IsWarning,
    }))
    .filter((each) => {
      const key = JSON.stringify(each);
      return !seen.has(key) && seen.add(key);
    });
}

for await (const line of createInterface({ input: process.stdin })) {
  if (line.trim() !== '') process.stdout.write(`${JSON.stringify(check(JSON.parse(line)))}\n`);
}
