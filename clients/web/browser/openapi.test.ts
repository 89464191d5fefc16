import { join } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";
import { url } from "./people.js";

interface Schema {
  properties?: Record<string, { enum?: string[] }>;
}

/** The SDK's types, and what the server's document calls the same where that is another name. */
const TYPES: Record<string, string> = {
  User: "User", Conversation: "ConversationView", Head: "Head", Preview: "Preview", Counts: "Counts", Marked: "Marked", UnreadAnswer: "UnreadAnswer",
  ConversationPage: "ConversationPage", EntryPage: "HistoryPage", SyncAnswer: "SyncAnswer", Operated: "Operated", Receipts: "ReceiptPage",
  Member: "ListedMember", MemberPatch: "MemberRequest", GroupChange: "ChangeRequest", Settings: "SettingsPatch", JoinLink: "JoinLink", Joined: "Joined",
  Device: "ListedDevice", Contact: "Contact", ContactPatch: "ContactPatch", ContactChanges: "ContactChanges", FriendRequest: "FriendRequest",
  Relation: "Acquaintance", Medium: "MediaInfo", MediaLinks: "MediaLinks", Post: "Post", PostDraft: "PostRequest", Comment: "Comment", Problem: "Problem",
};

test("the SDK's types have the fields of the server's OpenAPI document, no fewer and no others", async () => {
  const { components } = (await (await fetch(`${url}/v1/openapi.json`)).json()) as { components: { schemas: Record<string, Schema> } };
  const ours = fieldsOf(join(import.meta.dirname, "../sdk/src/model.ts"));
  const theirs = Object.fromEntries(
    Object.entries(TYPES).map(([name, called]) => [
      name,
      Object.fromEntries(
        Object.entries(components.schemas[called]?.properties ?? {}).map(([field, schema]) => [field, schema.enum === undefined ? "" : [...schema.enum].sort().join("|")]),
      ),
    ]),
  );
  for (const [name, fields] of Object.entries(theirs)) {
    // What the document knows the values of is one of these here too.
    const known = Object.fromEntries(Object.entries(ours[name] ?? {}).map(([field, values]) => [field, fields[field] === "" ? "" : values]));
    expect.soft(known, name).toEqual(fields);
  }
});

/** The fields of each type of a file, with the values of those that are one of several texts. */
function fieldsOf(file: string): Record<string, Record<string, string>> {
  const program = ts.createProgram([file], { strict: true, target: ts.ScriptTarget.ES2022, types: [] });
  const checker = program.getTypeChecker();
  const symbols = checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(file)!)!);
  return Object.fromEntries(
    symbols.map((symbol) => {
      const fields = checker.getPropertiesOfType(checker.getDeclaredTypeOfSymbol(symbol)).map((field) => {
        const type = checker.getNonNullableType(checker.getTypeOfSymbol(field));
        const values = type.isUnion() ? type.types.flatMap((one) => (one.isStringLiteral() ? one.value : [])) : [];
        return [field.name, values.sort().join("|")];
      });
      return [symbol.name, Object.fromEntries(fields) as Record<string, string>];
    }),
  );
}
