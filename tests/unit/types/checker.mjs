/** What `make types` finds in the sources, with one of them changed in memory. */
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "../../..");

/** One program for all questions: only what a change concerns is checked anew. */
export function createChecker() {
  const onUnRecoverableConfigFileDiagnostic = (diagnostic) => {
    throw new Error(ts.flattenDiagnosticMessageText(diagnostic.messageText, "\n"));
  };
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic };
  const { fileNames, options } = ts.getParsedCommandLineOfConfigFile(join(ROOT, "jsconfig.json"), {}, host);
  /** @type {Map<string, {text: string, version: number}>} by the path of a file that has been changed */
  const changed = new Map();

  const service = ts.createLanguageService({
    ...ts.sys,
    useCaseSensitiveFileNames: () => ts.sys.useCaseSensitiveFileNames,
    getCompilationSettings: () => options,
    getCurrentDirectory: () => ROOT,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    getScriptFileNames: () => fileNames,
    getScriptVersion: (path) => String(changed.get(path)?.version ?? 0),
    getScriptSnapshot(path) {
      const text = changed.get(path)?.text ?? ts.sys.readFile(path);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
  });

  /** @param {string} path */
  function findings(path) {
    const found = [...service.getSyntacticDiagnostics(path), ...service.getSemanticDiagnostics(path)];
    return found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
  }

  return {
    /** @param {string} file  of assets/ */
    check: (file) => findings(join(ROOT, "assets", file)),

    /**
     * @param {string} file  of assets/
     * @param {string} old  a text that occurs once in it
     * @param {string} text  what takes its place, for this once
     * @throws {Error}  the source has changed, and its mistake has to follow
     */
    checkWith(file, old, text) {
      const path = join(ROOT, "assets", file);
      const parts = ts.sys.readFile(path)?.split(old) ?? [];
      if (parts.length !== 2) throw new Error(`${file} has ${parts.length - 1} times: ${old}`);
      const version = (changed.get(path)?.version ?? 0) + 1;
      changed.set(path, { text: parts.join(text), version });
      try {
        return findings(path);
      } finally {
        changed.set(path, { text: parts.join(old), version: version + 1 });
      }
    },
  };
}
