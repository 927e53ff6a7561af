// In: on standard input, one JSON object: `{ "text": …, "functions": […], "arguments": [[…], …] }`, a module of functions of integers. Out: one JSON array: for each function,
// what it gives for each list of arguments, as F# means it: the F# compiler translates the module to JavaScript, which is run here. Needs `node --stack-size=4000`.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';

const packages = createRequire(import.meta.url);
const folderOf = (name) => dirname(packages.resolve(`${name}/package.json`));
const assemblies = join(folderOf('@fable-org/fable-metadata'), 'lib');

function loadCompiler() {
  const script = readFileSync(join(folderOf('@fable-org/fable-standalone'), 'dist', 'bundle.min.js'), 'utf8');
  const exports = {};
  new Function('exports', 'module', script)(exports, { exports });
  return exports.init();
}

/** What translated programs import, as far as they need it. */
class Choice {
  constructor(tag, fields) {
    this.tag = tag;
    this.fields = fields;
  }
}
class Some {
  constructor(value) {
    this.value = value;
  }
}
const library = {
  FSharpChoice$2: Choice,
  FSharpChoice$3: Choice,
  some: (value) => (value === undefined || value === null || value instanceof Some ? new Some(value) : value),
  value: (option) => (option instanceof Some ? option.value : option),
  op_UnaryNegation_Int32: (n) => -n | 0,
};

function translate(text) {
  const compiler = loadCompiler();
  const references = readdirSync(assemblies)
    .filter((name) => name.endsWith('.dll') && !/^(Browser|Fable)\./.test(name))
    .map((name) => name.slice(0, -'.dll'.length));
  const readAssembly = (path) =>
    new Uint8Array(readFileSync(join(assemblies, basename(path.replaceAll('\\', '/')))));
  const checker = compiler.CreateChecker(references, readAssembly, []);
  const checked = compiler.ParseAndCheckProject(checker, 'Run.fsproj', ['Run.fs'], [text], []);
  const mistakes = compiler.GetErrors(checked).filter(({ IsWarning }) => !IsWarning);
  if (mistakes.length > 0) throw new Error(mistakes.map(({ Message }) => Message).join('\n'));
  const compiled = compiler.CompileToTargetAst('library', checked, 'Run.fs', undefined, 'javascript');
  let script = '';
  const writer = {
    Write: (part) => {
      script += part;
      return (context) => context.onSuccess();
    },
    MakeImportPath: (path) => path,
    AddSourceMapping() {},
    Dispose() {},
  };
  // An asynchronous computation of F#, run to its end at once.
  compiler.PrintTargetAst(compiled, writer)({
    onSuccess() {},
    onError(error) {
      throw error;
    },
    onCancel() {},
    cancelToken: { isCancelled: false },
    trampoline: { incrementAndCheck: () => false, hijack: (run) => run() },
  });
  return script;
}

const { text, functions, arguments: lists } = JSON.parse(readFileSync(0, 'utf8'));
const script = translate(text)
  .replace(/^import \{([^}]*)\} from .*$/gm, (_, names) => `const {${names.replace(/ as /g, ': ')}} = library;`)
  .replace(/^export /gm, '');
const module = new Function('library', `${script}\nreturn { ${functions.join(', ')} };`)(library);
const answers = functions.map((name) => lists.map((list) => module[name](...list)));
process.stdout.write(JSON.stringify(answers));
