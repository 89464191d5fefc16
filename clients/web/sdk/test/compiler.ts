import { join } from "node:path";
import ts from "typescript";

const OPTIONS: ts.CompilerOptions = {
  strict: true, noEmit: true, skipLibCheck: true, exactOptionalPropertyTypes: true,
  types: [], lib: ["lib.es2023.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
  target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler,
};

/** What the compiler has to say of each of these files in this folder, and of what they import, without Node's types. */
export function compile(...sources: string[]): { said: string[][]; saidOfImports: string[] } {
  const files = new Map(sources.map((source, i) => [join(import.meta.dirname, `source${i}.generated.ts`), source]));
  const host = ts.createCompilerHost(OPTIONS);
  const { fileExists, readFile } = host;
  host.fileExists = (file) => files.has(file) || fileExists(file);
  host.readFile = (file) => files.get(file) ?? readFile(file);
  const all = ts.getPreEmitDiagnostics(ts.createProgram([...files.keys()], OPTIONS, host));
  const of = (wanted: (file: string | undefined) => boolean): string[] =>
    all.filter(({ file }) => wanted(file?.fileName)).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
  return {
    said: [...files.keys()].map((file) => of((name) => name === file)),
    saidOfImports: of((name) => name === undefined || !files.has(name)),
  };
}
