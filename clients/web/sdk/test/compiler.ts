import { join } from "node:path";
import ts from "typescript";

/** All files but the generated one, which are the same for each. */
const parsed = new Map<string, ts.SourceFile | undefined>();

/** What the compiler has to say of a file in this folder, or of `all` that it imports too, without Node's types. */
export function compile(source: string, lib = ["lib.es2022.d.ts"], all = false): string[] {
  const name = join(import.meta.dirname, "source.generated.ts");
  const options: ts.CompilerOptions = {
    strict: true, noEmit: true, skipLibCheck: true, types: [], lib, exactOptionalPropertyTypes: true,
    target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler,
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  host.fileExists = (file) => file === name || fileExists(file);
  host.readFile = (file) => (file === name ? source : readFile(file));
  host.getSourceFile = (file, target) => {
    if (file === name) {
      return ts.createSourceFile(file, source, target);
    }
    if (!parsed.has(file)) {
      parsed.set(file, getSourceFile.call(host, file, target));
    }
    return parsed.get(file);
  };
  const program = ts.createProgram([name], options, host);
  return ts.getPreEmitDiagnostics(program, all ? undefined : program.getSourceFile(name)).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}
